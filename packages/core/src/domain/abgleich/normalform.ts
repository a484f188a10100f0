/**
 * A text in the form that is compared: lower case, umlauts written out, no accents, `&` and `+` as "und", everything else
 * that is no letter or digit as one blank.
 */
export const foldText = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[&+]/g, ' und ')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Legal forms as they are written, in folded text, longest first, and the one short form of each. */
const rechtsformen: readonly (readonly [RegExp, string])[] = [
  [/\b(gmbh|ag|ug) ((und|u) )?co (kommanditgesellschaft auf aktien|kgaa)\b/g, 'kgaa'],
  [
    /\b(gmbh|ag|ug|se|mbh)( haftungsbeschraenkt)? ((und|u) )?(co|compagnie) (kg|kommanditgesellschaft)\b/g,
    'gmbh und co kg',
  ],
  [/\b(gmbh|ag) ((und|u) )?co ohg\b/g, 'ohg'],
  [/\bgemeinnuetzige gesellschaft mit beschraenkter haftung\b|\bggmbh\b/g, 'ggmbh'],
  [/\bgesellschaft mit beschraenkter haftung\b|\bgmbh\b|\bmbh\b|\bges m b h\b|\bg m b h\b/g, 'gmbh'],
  [/\bunternehmergesellschaft( haftungsbeschraenkt)?\b|\bug( haftungsbeschraenkt)?\b/g, 'ug'],
  [/\bkommanditgesellschaft auf aktien\b|\bkgaa\b/g, 'kgaa'],
  [/\baktiengesellschaft\b|\bag\b/g, 'ag'],
  [/\boffene handelsgesellschaft\b|\bohg\b/g, 'ohg'],
  [/\bkommanditgesellschaft\b|\bkg\b/g, 'kg'],
  [/\bgesellschaft buergerlichen rechts\b|\bgbr\b/g, 'gbr'],
  [/\beingetragene genossenschaft\b|\beg\b|\be g\b/g, 'eg'],
  [/\beingetragener verein\b|\bev\b|\be v\b/g, 'ev'],
  [/\beingetragene[rs]? kauf(mann|frau)\b|\be k(fm|fr)?\b|\bek(fm|fr)?\b/g, 'ek'],
  [/\bpartg(mbb)?\b|\bpartnerschaftsgesellschaft\b/g, 'partg'],
  [/\bse\b/g, 'se'],
]

/** A company's name in the form that is compared: its own words, and the legal form where it was written. */
export interface Namensform {
  readonly kern: string
  readonly rechtsform: string | undefined
}

/** Separates the legal form from the name. A name that is nothing but a legal form keeps its words. */
export const normalizeName = (name: string): Namensform => {
  const folded = foldText(name)
  let kern = folded
  let rechtsform: string | undefined
  for (const [pattern, form] of rechtsformen) {
    const without = kern.replaceAll(pattern, ' ')
    if (without === kern) continue
    rechtsform ??= form
    kern = without
  }
  kern = kern.replaceAll(/\s+/g, ' ').trim()
  return { kern: kern === '' ? folded : kern, rechtsform }
}

/** A street in the form that is compared: `Haupt-Straße`, `Hauptstr.` and `Haupt Strasse` are the same. */
export const normalizeStrasse = (strasse: string): string =>
  foldText(strasse)
    .replaceAll(/str(asse)?\b/g, 'str')
    .replaceAll(/\bpl\b/g, 'platz')
    .replaceAll(' ', '')

/** A house number in the form that is compared: `12 A` and `12a` are the same. */
export const normalizeHausnummer = (hausnummer: string): string =>
  hausnummer.toLowerCase().replaceAll(/[–—]/g, '-').replaceAll(/[\s.]/g, '').replaceAll('/', '-')

/** A town in the form that is compared, without what distinguishes towns of the same name. */
export const normalizeOrt = (ort: string): string =>
  foldText(ort.replaceAll(/\(.*\)|,.*$/g, ' '))
    .replaceAll(/\bst\b/g, 'sankt')
    .replaceAll(/\b(a d|an der|a|am|im|in|i|ob|bei|b) .*$/g, '')
    .trim()

/** An Identnummer in the form that is compared: leading zeros and separators do not count. */
export const normalizeIdentnummer = (identnummer: string): string =>
  identnummer
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .replace(/^0+(?=.)/, '')

/** An entry in the commercial register in the form that is compared: section and number, the court where it was written. */
export interface Registerform {
  readonly kennung: string
  readonly gericht: string
}

/** Reads an entry in the commercial register; `undefined` when it holds no number. */
export const normalizeHrNummer = (hrNummer: string): Registerform | undefined => {
  const folded = foldText(hrNummer)
  const nummer = /\b(hr ?[ab]|gnr|pr|vr|gsr) ?(\d[\d ]*[a-z]?)\b/.exec(folded) ?? /()(\d[\d ]*)/.exec(folded)
  if (!nummer) return undefined
  const gericht = folded
    .replace(nummer[0], ' ')
    .replaceAll(/\b(amtsgericht|registergericht|ag|nr|nummer|hr ?[ab]?|handelsregister)\b/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const ziffern = (nummer[2] ?? '').replaceAll(' ', '').replace(/^0+(?=.)/, '')
  return { kennung: `${(nummer[1] ?? '').replaceAll(' ', '')}${ziffern}`, gericht }
}
