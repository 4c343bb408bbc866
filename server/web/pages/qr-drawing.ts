import { encodeQR } from 'qr'

/** A QR code as one shape of an SVG picture. */
export interface QrDrawing {
  /** `0 0 41 41`: one unit a module, the quiet zone included. */
  readonly viewBox: string
  /** The dark modules as the `d` of one path. */
  readonly path: string
}

/** Light modules around the symbol that a reader needs (ISO/IEC 18004). */
const QUIET_ZONE = 4

/**
 * Draws a text as a QR code that is still read with a quarter of it lost to a stain or a staple.
 *
 * The shape is drawn by its outline, not module by module: printers leave hairlines between modules that only touch.
 */
export function qrDrawing(text: string): QrDrawing {
  const modules = qrModules(text)
  return { viewBox: `0 0 ${modules.length} ${modules.length}`, path: outline(modules) }
}

/** The modules row by row, true for dark, with the quiet zone around them. */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  return encodeQR(text, 'raw', { ecc: 'quartile', border: QUIET_ZONE })
}

/** The border of all dark areas as closed loops, to be filled by either fill rule. */
function outline(modules: readonly (readonly boolean[])[]): string {
  const ahead = edges(modules)
  const width = modules.length + 1
  let path = ''
  for (const [start, ends] of ahead) {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
      path += `M${start % width} ${Math.floor(start / width)}`
      let at = start
      let next: number | undefined = end
      while (next !== undefined) {
        const isLevel: boolean = Math.abs(next - at) === 1
        const after: number | undefined = next === start ? undefined : ahead.get(next)?.pop()
        const turns = after === undefined || (Math.abs(after - next) === 1) !== isLevel
        if (turns) path += isLevel ? `H${next % width}` : `V${Math.floor(next / width)}`
        at = next
        next = after
      }
      path += 'z'
    }
  }
  return path
}

/**
 * The sides of dark modules that face light ones, from corner to corner with the dark module on the right, by the
 * corner where they start. A corner's number is its row times the corners in a row, plus its column.
 */
function edges(modules: readonly (readonly boolean[])[]): Map<number, number[]> {
  const width = modules.length + 1
  const found = new Map<number, number[]>()
  const add = (from: number, to: number): void => {
    const ends = found.get(from)
    if (ends) ends.push(to)
    else found.set(from, [to])
  }
  for (const [y, row] of modules.entries()) {
    for (const [x, isDark] of row.entries()) {
      if (!isDark) continue
      const corner = y * width + x
      if (!modules[y - 1]?.[x]) add(corner, corner + 1)
      if (!row[x + 1]) add(corner + 1, corner + 1 + width)
      if (!modules[y + 1]?.[x]) add(corner + 1 + width, corner + width)
      if (!row[x - 1]) add(corner + width, corner)
    }
  }
  return found
}
