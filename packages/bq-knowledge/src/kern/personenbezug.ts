/** Why a text looks as if it named or reached somebody. */
export type Personenhinweis = 'mailadresse' | 'telefonnummer' | 'geburtsangabe' | 'anrede' | 'aktenzeichen'

const muster: readonly (readonly [Personenhinweis, RegExp])[] = [
  ['mailadresse', /[^\s@<>]{1,64}@[^\s@<>]{1,64}\.\p{L}{2,24}/u],
  ['telefonnummer', /(?<![\d.,])(?:\+|00)\d{1,3}[\s/().-]{0,2}\d[\d\s/().-]{6,20}\d/u],
  ['geburtsangabe', /(?<!\p{L})(?:geb\.|geboren(?:e[rn]?)?\s+am|Geburtsdatum|born\s+on|date\s+of\s+birth)(?!\p{L})/iu],
  ['anrede', /(?<!\p{L})(?:Herrn?|Frau|Mr|Mrs|Ms)\.?\s+(?:(?:Dr|Prof)\.?\s+)?\p{Lu}\p{Ll}+/u],
  ['aktenzeichen', /(?<!\p{L})(?:Aktenzeichen|Az\.|Gz\.|Vorgangsnummer)[\s:]{0,5}[^\s:]/iu],
]

/**
 * Signs that a text speaks of a person. Questions between chambers are about countries and qualifications; whoever asks is told
 * before anything is stored. It finds what is written as people usually write it, and does not promise that nothing is left.
 */
export const findPersonenbezug = (text: string): Personenhinweis[] =>
  muster.filter(([, form]) => form.test(text)).map(([hinweis]) => hinweis)
