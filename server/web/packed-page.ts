import { constants, crc32, deflateRawSync, gunzipSync } from 'node:zlib'

/** Gzip's own head: deflate, no flags, no time, packed as small as can be. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255])

/** A final block of deflate that holds its bytes as they are starts with this, then their number twice. */
const STORED_FINAL_BLOCK = '\x01'
const LONGEST_STORED_BLOCK = 65_535

/**
 * A page that is compressed once, although its last few bytes differ each time.
 *
 * The part that stays is kept as gzip up to a byte boundary; the rest follows as a block that is stored, not
 * compressed, and the trailer's checksum is carried on from that of the part that stays. So a page costs no more than
 * the checksum of its few new bytes.
 *
 * Bytes are strings of latin1 here, one sign a byte: node:http joins such a body to its headers and writes both as one,
 * while a buffer has to be allocated, filled and written beside them, which takes a sixth longer for the whole answer.
 */
export class PackedPage {
  readonly #packed: string
  readonly #checksum: number
  readonly #length: number

  /** @param head the part of the page that stays */
  constructor(head: string) {
    const bytes = Buffer.from(head)
    const deflated = deflateRawSync(bytes, { level: 9, memLevel: 9, finishFlush: constants.Z_FULL_FLUSH })
    this.#packed = Buffer.concat([GZIP_HEAD, deflated]).toString('latin1')
    this.#checksum = crc32(bytes)
    this.#length = bytes.length
  }

  /**
   * The whole page as gzip, one sign a byte.
   *
   * @param tail the part that differs: at most 65,535 signs of ASCII
   * @throws {RangeError} when the tail is longer
   */
  gzip(tail: string): string {
    const { length } = tail
    if (length > LONGEST_STORED_BLOCK) throw new RangeError('the tail does not fit one block')
    const blockHead = STORED_FINAL_BLOCK + twoBytes(length) + twoBytes(length ^ 0xffff)
    return this.#packed + blockHead + tail + fourBytes(crc32(tail, this.#checksum)) + fourBytes(this.#length + length)
  }

  /** The whole page uncompressed, one sign a byte, for the rare client that cannot unpack. */
  plain(tail: string): string {
    return gunzipSync(Buffer.from(this.gzip(tail), 'latin1')).toString('latin1')
  }
}

/** A whole number below 2^16, the lower byte first. */
function twoBytes(value: number): string {
  return String.fromCharCode(value & 0xff, value >>> 8)
}

/** A whole number below 2^32, the lowest byte first. */
function fourBytes(value: number): string {
  return twoBytes(value & 0xffff) + twoBytes(value >>> 16)
}
