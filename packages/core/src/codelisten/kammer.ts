import type { Codelisteneintrag, Knr } from '../contract/common.ts'

/** A chamber (IHK) of the list; a dissolved one names the chamber that took over its district. */
export type Kammereintrag =
  | { readonly knr: Knr; readonly name: string; readonly aktiv: true }
  | { readonly knr: Knr; readonly name: string; readonly aktiv: false; readonly nachfolger: Knr }

const aktive: readonly (readonly [Knr, string])[] = [
  ['101', 'Aachen'],
  ['102', 'Arnsberg'],
  ['103', 'Aschaffenburg'],
  ['104', 'Schwaben (Augsburg)'],
  ['106', 'Bayreuth'],
  ['107', 'Berlin'],
  ['108', 'Bielefeld (Ostwestfalen)'],
  ['109', 'Bochum'],
  ['110', 'Bonn/Rhein-Sieg'],
  ['111', 'Braunschweig'],
  ['112', 'Bremen'],
  ['114', 'Coburg'],
  ['115', 'Darmstadt'],
  ['116', 'Lippe (Detmold)'],
  ['117', 'Lahn-Dill (Dillenburg)'],
  ['118', 'Dortmund'],
  ['119', 'Düsseldorf'],
  ['120', 'Duisburg'],
  ['121', 'Emden'],
  ['122', 'Essen'],
  ['123', 'Chemnitz'],
  ['124', 'Flensburg'],
  ['125', 'Frankfurt am Main'],
  ['126', 'Südlicher Oberrhein (Freiburg)'],
  ['128', 'Fulda'],
  ['129', 'Gießen-Friedberg'],
  ['130', 'Hagen'],
  ['131', 'Hamburg'],
  ['132', 'Hanau'],
  ['133', 'Hannover'],
  ['134', 'Cottbus'],
  ['135', 'Ostwürttemberg (Heidenheim)'],
  ['136', 'Heilbronn-Franken'],
  ['137', 'Mittlerer Niederrhein (Krefeld)'],
  ['138', 'Karlsruhe'],
  ['139', 'Kassel-Marburg'],
  ['140', 'Kiel'],
  ['141', 'Koblenz'],
  ['142', 'Köln'],
  ['143', 'Hochrhein-Bodensee (Konstanz)'],
  ['144', 'Dresden'],
  ['145', 'Erfurt'],
  ['146', 'Limburg'],
  ['148', 'Ostbrandenburg (Frankfurt/Oder)'],
  ['149', 'Ludwigshafen (Pfalz)'],
  ['150', 'Lübeck'],
  ['151', 'Lüneburg-Wolfsburg'],
  ['152', 'Rheinhessen (Mainz)'],
  ['153', 'Rhein-Neckar (Mannheim)'],
  ['154', 'Gera'],
  ['155', 'München'],
  ['156', 'Nord Westfalen (Münster)'],
  ['157', 'Halle-Dessau'],
  ['158', 'Nürnberg'],
  ['159', 'Leipzig'],
  ['160', 'Offenbach'],
  ['161', 'Oldenburg'],
  ['162', 'Osnabrück'],
  ['163', 'Passau'],
  ['164', 'Nordschwarzwald (Pforzheim)'],
  ['165', 'Bodensee-Oberschwaben (Weingarten)'],
  ['166', 'Regensburg'],
  ['168', 'Reutlingen'],
  ['169', 'Schwarzwald-Baar-Heuberg'],
  ['170', 'Saarbrücken (Saarland)'],
  ['171', 'Magdeburg'],
  ['172', 'Siegen'],
  ['174', 'Stade'],
  ['175', 'Stuttgart'],
  ['176', 'Trier'],
  ['177', 'Ulm'],
  ['179', 'Wiesbaden'],
  ['180', 'Würzburg-Schweinfurt'],
  ['181', 'Wuppertal'],
  ['182', 'Neubrandenburg'],
  ['183', 'Potsdam'],
  ['184', 'Rostock'],
  ['185', 'Schwerin'],
  ['186', 'Suhl'],
]

/** Number, name, successor. The successors follow from the district, not from the list. */
const aufgeloeste: readonly (readonly [Knr, string, Knr])[] = [
  ['105', 'Berlin-Ost', '107'],
  ['113', 'Bremerhaven', '112'],
  ['127', 'Friedberg', '129'],
  ['147', 'Lindau', '104'],
  ['167', 'Remscheid', '181'],
  ['173', 'Solingen', '181'],
  ['178', 'Wetzlar', '117'],
  ['187', 'Zwickau', '123'],
]

/**
 * All chambers of the XUnternehmen list of IHKs of 2021-02-15, by their number: 79 that exist and 8 that were dissolved.
 *
 * @see Code list `urn:xoev-de:xunternehmen:codeliste:ihk_2021-02-15`; DAV-040, DAV-041
 */
export const kammern: readonly Kammereintrag[] = [
  ...aktive.map(([knr, ort]) => ({ knr, name: `IHK ${ort}`, aktiv: true as const })),
  ...aufgeloeste.map(([knr, ort, nachfolger]) => ({ knr, name: `IHK ${ort}`, aktiv: false as const, nachfolger })),
].sort((a, b) => (a.knr < b.knr ? -1 : 1))

const jeNummer = new Map(kammern.map((kammer) => [kammer.knr, kammer]))

/** The chamber with this number, dissolved ones too, or `undefined` when the list has none. */
export const findKammer = (knr: Knr): Kammereintrag | undefined => jeNummer.get(knr)

/** The same list in the form in which code lists are published (Genericode, in openapi/codelisten). */
export const kammerCodeliste = {
  kennung: 'https://berichtsheft.example/codeliste/kammer',
  version: '2021-02-15',
  name: 'Kammer',
  beschreibung: 'Chambers of industry and commerce by their number (DAV-040), with those that were dissolved.',
  eintraege: kammern.map(
    (kammer): Codelisteneintrag => ({
      code: kammer.knr,
      name: kammer.name,
      beschreibung: kammer.aktiv
        ? `Chamber of industry and commerce: ${kammer.name}.`
        : `Dissolved; its successor is ${findKammer(kammer.nachfolger)?.name ?? kammer.nachfolger} (${kammer.nachfolger}).`,
    }),
  ),
} as const
