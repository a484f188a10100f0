/** Letters that do not come apart into a base letter and a mark. */
const buchstaben: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  þ: 'th',
  ŋ: 'n',
  // Arabic: forms of one letter that people type one for another.
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
}
const special = new RegExp(`[${Object.keys(buchstaben).join('')}]`, 'g')

/**
 * The form in which names are searched: without case, marks, apostrophes of transliterations, lengthening and hyphens; blanks
 * single. "Aṯ-ṯānawīya", "at tanawiya" and "AT-TANAWIYA" have the same one, as have "branżowa" and "branzowa". Arabic letters keep
 * their script, without vowel signs.
 */
export const suchform = (text: string): string =>
  text
    .toLowerCase()
    // Before marks come off: some letters are composed with one.
    .replaceAll(special, (zeichen) => buchstaben[zeichen] ?? zeichen)
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u0640]/gu, '')
    .replaceAll(special, (zeichen) => buchstaben[zeichen] ?? zeichen)
    .replaceAll(/[ʿʾʻʼ’‘'`´]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Whether every word of a query begins a word of a text, in their search forms. */
export const matchesSuche = (text: string, anfrage: string): boolean => {
  const words = suchform(text).split(' ')
  return suchform(anfrage)
    .split(' ')
    .every((wanted) => words.some((word) => word.startsWith(wanted)))
}
