/** Letters and digits that nobody confuses on paper (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Characters of an activation password: 15 of 32, so 75 bits. */
export const kennwortZeichen = 15

/** Strength of an activation password in bits. */
export const kennwortBits = kennwortZeichen * Math.log2(alphabet.length)

/**
 * Makes an activation password as it stands in the letter, in groups of five.
 *
 * @param bytes as many random bytes as the password has characters
 * @throws RangeError when there are too few
 */
export const toKennwort = (bytes: Uint8Array): string => {
  if (bytes.length < kennwortZeichen) throw new RangeError(`${kennwortZeichen} random bytes are needed`)
  // 256 is a multiple of 32, so every character is equally likely.
  const text = [...bytes.subarray(0, kennwortZeichen)].map((byte) => alphabet[byte % alphabet.length]).join('')
  return text.replaceAll(/(.{5})(?=.)/g, '$1-')
}

/** What was typed, in the form that is hashed: case, blanks and hyphens do not matter, O is zero, I and L are one. */
export const normalizeKennwort = (text: string): string =>
  text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
