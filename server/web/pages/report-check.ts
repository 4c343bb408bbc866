import { printPublicCode } from '../../domain/public-code.ts'
import type { Report } from '../../domain/report.ts'
import type { Language } from '../language.ts'
import { qrDrawing, type QrDrawing } from './qr-drawing.ts'
import { verifyHref } from './report-links.ts'

/** By what whoever holds the paper can check it. */
export interface ReportCheck {
  readonly heading: string
  readonly how: string
  readonly qr: QrDrawing & { readonly label: string }
  readonly facts: readonly { readonly term: string; readonly text: string; readonly isDigest: boolean }[]
}

export function reportCheck(
  { code, digest }: Pick<Report, 'code' | 'digest'>,
  publicUrl: string,
  { t }: Language,
): ReportCheck {
  const address = publicUrl + verifyHref(code)
  return {
    heading: t('reports:verify-heading'),
    how: t('reports:verify-how'),
    qr: { ...qrDrawing(address), label: t('reports:verify-picture', { code: printPublicCode(code) }) },
    facts: [
      { term: t('reports:verify-address'), text: address, isDigest: false },
      { term: t('reports:verify-code'), text: printPublicCode(code), isDigest: false },
      { term: t('reports:verify-digest'), text: printDigest(digest), isDigest: true },
    ],
  }
}

/** A digest in groups of eight signs, as it can be read aloud. */
export function printDigest(digest: string): string {
  return (digest.match(/.{1,8}/g) ?? []).join(' ')
}
