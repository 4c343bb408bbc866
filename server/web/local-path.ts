const HERE = 'http://localhost'

/**
 * Where a `back` parameter may lead: a path of this site with its query, or null. `//other.example`, `/\other.example`
 * and everything else that a browser reads as another host is refused.
 */
export function localPath(text: unknown): string | null {
  if (typeof text !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text)) return null
  if (!URL.canParse(text, HERE)) return null
  const { origin, pathname, search } = new URL(text, HERE)
  // Dots in a path can put two slashes at its start only after parsing: /.//other.example
  return origin === HERE && !pathname.startsWith('//') ? pathname + search : null
}
