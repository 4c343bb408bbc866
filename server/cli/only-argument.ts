import { parseArgs } from 'node:util'

/** The one argument that a command takes; null where there is none, another, or an option. */
export function onlyArgument(): string | null {
  try {
    const { positionals } = parseArgs({ allowPositionals: true })
    return positionals.length === 1 ? (positionals[0] ?? null) : null
  } catch {
    return null
  }
}
