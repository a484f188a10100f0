/**
 * Character classes of DIN 91379 ("Zeichen und definierte Zeichensequenzen in Unicode für die elektronische Verarbeitung
 * von Namen"). The norm lists every combining sequence; here each listed base character may carry the listed combining
 * marks, which is slightly wider and keeps the pattern readable in JSON Schema and XSD alike.
 *
 * @see DIN 91379:2022-08, data types A (persons) and B (places, streets); mandatory since November 2024 (IT-PLR)
 */

const lettersA =
  "A-Za-z'`´~¨·,\\-. \\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u017E\\u0187\\u0188\\u018F\\u0197\\u01A0\\u01A1\\u01AF\\u01B0\\u01B7\\u01CD-\\u01DC\\u01DE\\u01DF\\u01E2-\\u01F0\\u01F4\\u01F5\\u01F8-\\u01FF\\u0212\\u0213\\u0218-\\u021B\\u021E\\u021F\\u0227-\\u0233\\u0259\\u0268\\u0292\\u02B9\\u02BA\\u02BE\\u02BF\\u02C8\\u02CC\\u1E02\\u1E03\\u1E06\\u1E07\\u1E0A-\\u1E11\\u1E17\\u1E1C-\\u1E2B\\u1E2F-\\u1E37\\u1E3A\\u1E3B\\u1E40-\\u1E49\\u1E52-\\u1E5B\\u1E5E-\\u1E63\\u1E6A-\\u1E6F\\u1E80-\\u1E87\\u1E8D-\\u1E97\\u1E9E\\u1EA0-\\u1EF9\\u2019\\u2021"

const combining = '\\u0300-\\u0304\\u0306-\\u030C\\u0310-\\u0315\\u031B\\u0323-\\u0328\\u032E\\u0331\\u0332\\u0338'

const onlyB =
  '0-9!"#$%&()*+/:;<=>?@_§°€\\u00A1\\u00AA\\u00AB\\u00B2\\u00B3\\u00B5\\u00B9\\u00BA\\u00BB\\u00BF\\u2013\\u201C\\u201D\\u201E'

/** Pattern for names of persons (data type A): at least one character, starting with a base character. */
export const personennamePattern = `^[${lettersA}][${lettersA}${combining}]*$`

/** Pattern for names of companies, places and streets (data types B and E): type A with digits and common signs. */
export const ortsnamePattern = `^[${lettersA}${onlyB}][${lettersA}${onlyB}${combining}]*$`
