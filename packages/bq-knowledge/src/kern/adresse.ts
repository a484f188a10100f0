/** Why the address of a source is refused. */
export type Adressgrund = 'form' | 'schema' | 'zugangsdaten' | 'port' | 'ip' | 'intern'

/** Names that never lead to the public internet (RFC 6761, RFC 6762, RFC 7686, RFC 8375, ICANN's "internal"). */
const internal =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|test|invalid|onion|alt|arpa)$/

/**
 * Why an address may not be cited, if so. Citable is a public page: http or https, a name with a dot that is not of inner use,
 * no bare number, user, password or unusual port. Names are not looked up; who fetches the page checks the address again when
 * it connects. Spellings such as `http://0x7f.1` or `http://①②⑦.0.0.1` are read as the URL standard reads them.
 *
 * @see WHATWG URL Standard, host parsing
 */
export const checkBelegadresse = (adresse: string): Adressgrund | undefined => {
  // The parser of the standard drops blanks, tabs and line breaks; what is stored must be what is opened.
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(adresse) || !URL.canParse(adresse)) return 'form'
  const { protocol, username, password, hostname, port } = new URL(adresse)
  if (protocol !== 'http:' && protocol !== 'https:') return 'schema'
  if (username !== '' || password !== '') return 'zugangsdaten'
  if (port !== '') return 'port'
  if (/^\[|^[\d.]+$/.test(hostname)) return 'ip'
  const name = hostname.replace(/\.$/, '')
  return !name.includes('.') || internal.test(name) ? 'intern' : undefined
}
