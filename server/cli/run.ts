/**
 * Runs a command of the command line: its result is the exit code, and what it throws is one line on standard error
 * and exit code 1.
 */
export async function run(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command()
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
