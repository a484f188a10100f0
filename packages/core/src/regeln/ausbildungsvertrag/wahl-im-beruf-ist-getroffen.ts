import type { Schwere, Verstoss } from '../../contract/problem.ts'
import { berufsnameForm } from '../../domain/beruf.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { verordnungMonateOf } from '../vertragsrechnung/lage.ts'
import { seit } from '../werte/geltung.ts'

const worte = {
  fachrichtung: { de: 'die Fachrichtung', en: 'the Fachrichtung' },
  schwerpunkt: { de: 'der Schwerpunkt', en: 'the Schwerpunkt' },
  wahlqualifikation: { de: 'die Wahlqualifikation', en: 'the Wahlqualifikation' },
} as const

interface Auswahl {
  readonly wort: { readonly de: string; readonly en: string }
  readonly beruf: string
  readonly moegliche: readonly string[]
}

/** The first choices, as many as a finding has room for. */
const toListe = (moegliche: readonly string[]): string =>
  moegliche.length === 0 ? 'keine Angabe' : moegliche.join(', ').slice(0, 300)

const isOneOf = (wert: string, moegliche: readonly string[]): boolean => {
  const form = berufsnameForm(wert)
  return moegliche.some((eine) => eine === wert || berufsnameForm(eine) === form)
}

/** DAV-003: what the ordinance leaves to choose is chosen, and is one of its choices. */
export const wahlImBerufIstGetroffen = defineRegel({
  id: 'DAV-003',
  name: 'wahl-im-beruf-ist-getroffen',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 4 mit der Ausbildungsordnung',
  rechtsgrundlageHwo: 'HwO § 28 mit der Ausbildungsordnung',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Kennt die Ausbildungsordnung Fachrichtungen, ist eine von ihnen gewählt; Schwerpunkt und Wahlqualifikationen sind es ebenso oder werden später gewählt (Warnung). Einsatzgebiete führt das Verzeichnis nicht.',
    en: 'Where the ordinance knows Fachrichtungen, one of them is chosen; Schwerpunkt and Wahlqualifikationen as well, or they are chosen later (warning). The catalogue has no Einsatzgebiete.',
  },
  felder: [
    '/beruf/fachrichtung',
    '/beruf/schwerpunkt',
    '/beruf/wahlqualifikationen',
    '/beruf/wahlqualifikationen/*',
    '/beruf/kennung',
    '/beginn',
  ],
  beispiel: {
    vertrag: { beruf: { kennung: 'fachinformatiker', bezeichnung: 'Fachinformatiker' }, beginn: '2026-08-01' },
  },
  texte: {
    fehlt: meldung<Auswahl>(
      ({ wort, beruf }) => `Für „${beruf}“ fehlt ${wort.de}.`,
      ({ wort, beruf }) => `${wort.en} of "${beruf}" is missing.`,
      {
        erwartet: ({ moegliche }) => toListe(moegliche),
        abhilfe: {
          de: ({ wort }) => `Wählen Sie ${wort.de} aus der Ausbildungsordnung.`,
          en: ({ wort }) => `Choose ${wort.en} of the ordinance.`,
        },
      },
    ),
    anders: meldung<Auswahl & { gewaehlt: string }>(
      ({ gewaehlt, beruf }) => `„${gewaehlt}“ kennt die Ausbildungsordnung für „${beruf}“ nicht.`,
      ({ gewaehlt, beruf }) => `The ordinance of "${beruf}" does not know "${gewaehlt}".`,
      {
        gefunden: ({ gewaehlt }) => gewaehlt,
        erwartet: ({ moegliche }) => toListe(moegliche),
        abhilfe: {
          de: ({ wort, moegliche }) =>
            moegliche.length > 0 ? `Wählen Sie ${wort.de} aus der Ausbildungsordnung.` : 'Lassen Sie die Angabe weg.',
          en: ({ wort, moegliche }) => (moegliche.length > 0 ? `Choose ${wort.en} of the ordinance.` : 'Leave it out.'),
        },
      },
    ),
  },
  check: ({ vertrag, lage: { fassung }, stammdaten }, _kontext, verstoss) => {
    const { beruf: gewaehlt = {} } = vertrag
    if (fassung === undefined || verordnungMonateOf(vertrag, fassung) === undefined) return keine
    const verstoesse: Verstoss[] = []
    const waehle = (teil: 'fachrichtung' | 'schwerpunkt', moegliche: readonly string[], schwere: Schwere): void => {
      const pfad = `/beruf/${teil}`
      const auswahl = { wort: worte[teil], beruf: fassung.bezeichnung, moegliche }
      const wert = gewaehlt[teil]
      if (wert === undefined) {
        if (moegliche.length > 0) verstoesse.push(verstoss('fehlt', pfad, auswahl, schwere))
      } else if (!isOneOf(wert, moegliche))
        // Where there is nothing to choose from, the catalogue may know less than the chamber.
        verstoesse.push(
          verstoss('anders', pfad, { ...auswahl, gewaehlt: wert }, moegliche.length > 0 ? schwere : 'warnung'),
        )
    }
    waehle('fachrichtung', fassung.fachrichtungen, 'fehler')
    waehle('schwerpunkt', fassung.schwerpunkte, 'warnung')
    const moegliche = stammdaten?.wahlqualifikationen ?? []
    if (moegliche.length === 0) return verstoesse
    const auswahl = { wort: worte.wahlqualifikation, beruf: fassung.bezeichnung, moegliche }
    const { wahlqualifikationen = [] } = gewaehlt
    if (wahlqualifikationen.length === 0)
      verstoesse.push(verstoss('fehlt', '/beruf/wahlqualifikationen', auswahl, 'warnung'))
    wahlqualifikationen.forEach((wert, i) => {
      if (!isOneOf(wert, moegliche))
        verstoesse.push(
          verstoss('anders', `/beruf/wahlqualifikationen/${i}`, { ...auswahl, gewaehlt: wert }, 'warnung'),
        )
    })
    return verstoesse
  },
})
