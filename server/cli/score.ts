/**
 * `npm run --silent score -- answers.csv [options]`: every index of a file of answers, by the same arithmetic as the
 * pages, so that anyone can check any figure. Ends with 2 when the command line is wrong and with 1 when the file is,
 * having printed nothing but what is wrong.
 */
import { AnswerFileError } from './score-answers.ts'
import { readScoreOptions, USAGE, UsageError } from './score-options.ts'
import { scoreJson, scoreText } from './score-output.ts'
import { countAnswerFile } from './score-reader.ts'
import { scoreReport } from './score-report.ts'

try {
  const options = readScoreOptions(process.argv.slice(2))
  console.log(options ? await score(options) : USAGE)
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`)
    process.exitCode = 2
  } else {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

async function score(options: NonNullable<ReturnType<typeof readScoreOptions>>): Promise<string> {
  try {
    const report = scoreReport(await countAnswerFile(options.file), options)
    return options.json ? scoreJson(report, options) : scoreText(report, options)
  } catch (error) {
    if (!(error instanceof AnswerFileError)) throw error
    throw new Error(error.problems.map((problem) => `${options.file}: ${problem}`).join('\n'), { cause: error })
  }
}
