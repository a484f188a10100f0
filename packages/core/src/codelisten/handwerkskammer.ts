import type { Codelisteneintrag } from '../contract/common.ts'

/** A chamber of crafts (HWK) of the list. */
export interface Handwerkskammer {
  /** Five digits. */
  readonly nummer: string
  readonly name: string
}

const liste: readonly (readonly [string, string])[] = [
  ['00001', 'Handwerkskammer Chemnitz'],
  ['00002', 'Handwerkskammer Dresden'],
  ['00003', 'Handwerkskammer zu Leipzig'],
  ['00004', 'Handwerkskammer Erfurt'],
  ['00005', 'Handwerkskammer für Ostthüringen'],
  ['00006', 'Handwerkskammer Südthüringen'],
  ['00007', 'Handwerkskammer Cottbus'],
  ['00008', 'Handwerkskammer Frankfurt/Oder - Region Ostbrandenburg'],
  ['00009', 'Handwerkskammer Potsdam'],
  ['00011', 'Handwerkskammer Flensburg'],
  ['00012', 'Handwerkskammer Lübeck'],
  ['00015', 'Handwerkskammer Halle (Saale)'],
  ['00016', 'Handwerkskammer Magdeburg'],
  ['00018', 'Handwerkskammer Ostmecklenburg-Vorpommern'],
  ['00019', 'Handwerkskammer Schwerin'],
  ['00021', 'Handwerkskammer für Ostfriesland'],
  ['00023', 'Handwerkskammer Hannover'],
  ['00024', 'Handwerkskammer Hildesheim-Südniedersachsen'],
  ['00025', 'Handwerkskammer Braunschweig-Lüneburg-Stade'],
  ['00026', 'Handwerkskammer Oldenburg'],
  ['00027', 'Handwerkskammer Osnabrück-Emsland-Grafschaft Bentheim'],
  ['00031', 'Handwerkskammer Düsseldorf'],
  ['00032', 'Handwerkskammer zu Köln'],
  ['00033', 'Handwerkskammer Aachen'],
  ['00034', 'Handwerkskammer Münster'],
  ['00035', 'Handwerkskammer Ostwestfalen-Lippe zu Bielefeld'],
  ['00037', 'Handwerkskammer Dortmund'],
  ['00038', 'Handwerkskammer Südwestfalen'],
  ['00043', 'Handwerkskammer Kassel'],
  ['00044', 'Handwerkskammer Wiesbaden'],
  ['00045', 'Handwerkskammer Frankfurt-Rhein-Main'],
  ['00051', 'Handwerkskammer der Pfalz'],
  ['00052', 'Handwerkskammer Koblenz'],
  ['00053', 'Handwerkskammer Rheinhessen'],
  ['00054', 'Handwerkskammer Trier'],
  ['00061', 'Handwerkskammer Freiburg'],
  ['00062', 'Handwerkskammer Heilbronn-Franken'],
  ['00063', 'Handwerkskammer Karlsruhe'],
  ['00064', 'Handwerkskammer Konstanz'],
  ['00065', 'Handwerkskammer Mannheim-Rhein-Neckar-Odenwald'],
  ['00066', 'Handwerkskammer Reutlingen'],
  ['00067', 'Handwerkskammer Region Stuttgart'],
  ['00068', 'Handwerkskammer Ulm'],
  ['00071', 'Handwerkskammer für Schwaben'],
  ['00072', 'Handwerkskammer für Oberfranken'],
  ['00074', 'Handwerkskammer für München und Oberbayern'],
  ['00075', 'Handwerkskammer für Mittelfranken'],
  ['00076', 'Handwerkskammer Niederbayern-Oberpfalz'],
  ['00078', 'Handwerkskammer für Unterfranken'],
  ['00081', 'Handwerkskammer des Saarlandes'],
  ['00091', 'Handwerkskammer Berlin'],
  ['00092', 'Handwerkskammer Bremen'],
  ['00093', 'Handwerkskammer Hamburg'],
]

/**
 * The 53 chambers of crafts of the XUnternehmen list, by their number.
 *
 * @see Code list `urn:xoev-de:xunternehmen:codeliste:handwerkskammern_5`
 */
export const handwerkskammern: readonly Handwerkskammer[] = liste.map(([nummer, name]) => ({ nummer, name }))

const jeNummer = new Map(handwerkskammern.map((kammer) => [kammer.nummer, kammer]))

/** The chamber of crafts with this number, or `undefined` when the list has none. */
export const findHandwerkskammer = (nummer: string): Handwerkskammer | undefined => jeNummer.get(nummer)

/** The same list in the form in which code lists are published (Genericode, in openapi/codelisten). */
export const handwerkskammerCodeliste = {
  kennung: 'urn:xoev-de:xunternehmen:codeliste:handwerkskammern',
  version: '5',
  name: 'Handwerkskammer',
  beschreibung: 'Chambers of crafts by their number of five digits.',
  eintraege: handwerkskammern.map(
    ({ nummer, name }): Codelisteneintrag => ({ code: nummer, name, beschreibung: `Chamber of crafts: ${name}.` }),
  ),
} as const
