import { parseArgs } from 'node:util'

/** What `npm run report:verify` was asked to check. */
export interface VerifyOptions {
  /** Which report: one of the store by its code, or a downloaded file. */
  readonly report: { readonly code: string } | { readonly file: string }
  /** A file of responses to compute it from; null to compute it from the store, or from its own sums where it is a file. */
  readonly responses: string | null
  /** The digest that stands on the paper; null where none was given. */
  readonly digest: string | null
}

export const VERIFY_USAGE = `Usage: npm run report:verify -- <code> [--export <responses.csv>] [--digest <hex>]
       npm run report:verify -- --file <report.json> [--export <responses.csv>] [--digest <hex>]

Computes a report anew and says where it differs. The code stands on the paper; a file is what "JSON" on the page of the
report downloads, and needs no store.
  <code>           computes it from the answers that the store holds now
  --file FILE      checks a downloaded report by itself: its digest, and that all figures follow from its whole numbers
  --export FILE    computes it from responses exported for the agency and the period, plain or for Excel, and from them alone
  --digest HEX     also holds it against the digest printed on the paper; spaces do not matter
Exit code 0: equal. 1: something differs, or it could not be computed.`

/** Null where the arguments are wrong. */
export function readVerifyOptions(args: readonly string[]): VerifyOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { file: { type: 'string' }, export: { type: 'string' }, digest: { type: 'string' } },
    })
    const { file, export: responses = null, digest = null } = values
    const [code, ...others] = positionals
    if (others.length > 0 || (code === undefined) === (file === undefined)) return null
    if (code !== undefined) return { report: { code }, responses, digest }
    return file === undefined ? null : { report: { file }, responses, digest }
  } catch {
    return null
  }
}
