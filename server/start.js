// Runs server/<script>.ts on a Node that can, or says in one sentence what is missing.
// Plain JavaScript on purpose: an older Node must still be able to read this file.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 4)) {
  console.error(
    `Hailong needs Node 24.4 or newer, and this is ${process.versions.node}: run it through npm (npm start), ` +
      'which brings its own Node after npm ci, or install Node 24.',
  )
  process.exit(1)
}
const [script = 'main', ...rest] = process.argv.slice(2)
process.argv.splice(2, process.argv.length, ...rest)
const { enableCompileCache } = await import('node:module')
enableCompileCache()
await import(new URL(`./${script}.ts`, import.meta.url).href)
