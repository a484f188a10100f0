/**
 * A key of the contract from any text: characters outside of printable ASCII, and the percent sign itself, are written as
 * percent-encoded UTF-8, so different texts keep different keys. `undefined` when nothing or more than 128 characters are
 * left.
 */
export const toFremdId = (text: string): string | undefined => {
  const bytes = new TextEncoder().encode(text)
  let key = ''
  for (const byte of bytes) {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x25
    key += plain ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return key.length === 0 || key.length > 128 ? undefined : key
}
