const ADDRESS = /^(mongodb(?:\+srv)?:\/\/)([^@/]+@)?([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/

/** The parts of an address of MongoDB. */
interface Parts {
  readonly scheme: string
  /** With the @ at their end, or empty. */
  readonly credentials: string
  /** Parted by commas. */
  readonly servers: string
  readonly database: string
  readonly options: URLSearchParams
}

/**
 * The address of a server with the name of a database put in.
 *
 * @throws {Error} when it is no address of MongoDB
 */
export function withDatabase(uri: string, database: string): string {
  return written({ ...partsOf(uri), database })
}

/**
 * The server that an address names first.
 *
 * @throws {Error} when what goes there could not be read on its way
 */
export function firstServer(uri: string): { readonly host: string; readonly port: number } {
  const { scheme, servers, options } = partsOf(uri)
  if (scheme !== 'mongodb://' || options.get('tls') === 'true' || options.get('ssl') === 'true') {
    throw new Error('The parts intake and network read what the platform sends, and so need an address without TLS.')
  }
  const [first = ''] = servers.split(',')
  const { hostname, port } = new URL(`mongodb://${first}`)
  return { host: hostname, port: Number(port || DEFAULT_PORT) }
}

/** The same database by way of a port of this machine that leads to one of its servers. */
export function byWayOf(uri: string, port: number): string {
  const parts = partsOf(uri)
  const options = new URLSearchParams(parts.options)
  options.delete('replicaSet')
  options.set('directConnection', 'true')
  return written({ ...parts, servers: `127.0.0.1:${port}`, options })
}

const DEFAULT_PORT = 27_017

function partsOf(uri: string): Parts {
  const [, scheme, credentials = '', servers, database = '', options = ''] = ADDRESS.exec(uri) ?? []
  if (scheme === undefined || servers === undefined) throw new Error('this is no address of MongoDB')
  return { scheme, credentials, servers, database, options: new URLSearchParams(options) }
}

function written({ scheme, credentials, servers, database, options }: Parts): string {
  return `${scheme}${credentials}${servers}/${database}${options.size > 0 ? `?${options.toString()}` : ''}`
}
