/** Starts of what browsers, unpackers and interpreters look for; in lower case. */
const anzeichen = [
  '<script',
  '<html',
  '<!doctype html',
  '<svg',
  '<iframe',
  '<object',
  '<embed',
  '<body',
  '<?php',
  'pk\x03\x04',
  'pk\x05\x06',
] as const

/**
 * Whether bytes that stand beside the document itself, such as comments, look like a web page, an archive or a script:
 * then the file has two faces (a polyglot).
 */
export const isFremdes = (bytes: Uint8Array): boolean => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').toLowerCase()
  return anzeichen.some((sign) => text.includes(sign))
}
