import type { Poster } from '../../services/poster-reading.ts'
import type { PosterFormat, PosterStyle } from '../forms/poster-query.ts'
import type { Languages } from '../language.ts'
import { posterFaces, type PosterFace } from './poster-face.ts'

/** One sheet of A4, ready to print. */
export interface PosterSheet {
  readonly className: string
  readonly isOfStickers: boolean
  readonly faces: readonly PlacedFace[]
}

/** What a poster says, at its place on a sheet. */
export interface PlacedFace {
  readonly face: PosterFace
  readonly className: string
  /** Whether it says again what has been said, so that it need not be read out. */
  readonly isRepeated: boolean
}

/** How many posters go on one sheet of A4. */
const ON_A_SHEET: Readonly<Record<PosterFormat, number>> = { a4: 1, a5: 2, tent: 1, sticker: 12 }

/** Posters one after the other, each as often as it is wanted, on as many sheets as they take. */
export function posterSheets(
  languages: Languages,
  posters: readonly Poster[],
  { format, copies, text }: PosterStyle,
): readonly PosterSheet[] {
  const faceOf = posterFaces(languages, text)
  const faces = posters.flatMap((poster) => {
    const face = faceOf(poster)
    return Array.from({ length: copies }, (_, copy) => placed(face, format, copy > 0))
  })
  const perSheet = ON_A_SHEET[format]
  return Array.from({ length: Math.ceil(faces.length / perSheet) }, (_, sheet) => ({
    className: `sheet sheet--${format}`,
    isOfStickers: format === 'sticker',
    faces: faces
      .slice(sheet * perSheet, (sheet + 1) * perSheet)
      .flatMap((face) => (format === 'tent' ? folded(face) : [face])),
  }))
}

function placed(face: PosterFace, format: PosterFormat, isRepeated: boolean): PlacedFace {
  const block = format === 'sticker' ? 'sticker' : 'poster'
  const shape = { a4: ' poster--tall', a5: ' poster--tall', tent: ' poster--wide', sticker: '' }[format]
  return { face, isRepeated, className: `${block}${shape} ${block}--${face.density}` }
}

/** Both faces of a folded sheet: the upper one stands on its head until the sheet is folded. */
function folded(front: PlacedFace): readonly PlacedFace[] {
  return [{ ...front, className: `${front.className} poster--upturned`, isRepeated: true }, front]
}
