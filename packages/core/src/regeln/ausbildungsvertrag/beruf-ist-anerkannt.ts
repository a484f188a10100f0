import type { Berufsfassung } from '../../contract/beruf.ts'
import { geltungOf } from '../../domain/beruf.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** The names of at most four occupations. */
const toNamen = (berufe: readonly Berufsfassung[]): string =>
  berufe
    .slice(0, 4)
    .map(({ bezeichnung }) => bezeichnung)
    .join(', ')

/** DAV-001: a recognised occupation whose ordinance is in force on the first day of training. */
export const berufIstAnerkannt = defineRegel({
  id: 'DAV-001',
  name: 'beruf-ist-anerkannt',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 4 Abs. 1 bis 3, §§ 5, 35 Abs. 1 Nr. 1',
  rechtsgrundlageHwo: 'HwO § 25 Abs. 1 bis 3, §§ 26, 29 Abs. 1 Nr. 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Ausgebildet wird in einem anerkannten Beruf, dessen Ausbildungsordnung am ersten Tag der Ausbildung gilt; was das Verzeichnis nicht weiß, ist ein Hinweis.',
    en: 'The training is in a recognised occupation whose ordinance is in force on the first day of training; what the catalogue cannot tell is a note.',
  },
  felder: ['/beruf', '/beruf/kennung', '/beruf/bezeichnung', '/beruf/regelung', '/beginn'],
  beispiel: { vertrag: { beruf: { kennung: 'maurer-1999', bezeichnung: 'Maurer' }, beginn: '2026-08-01' } },
  texte: {
    fehlt: festeMeldung('Der Ausbildungsberuf fehlt.', 'The occupation is missing.', {
      de: 'Wählen Sie den Ausbildungsberuf aus.',
      en: 'Choose the occupation.',
    }),
    ausserKraft: meldung<{ beruf: string; bis: string | undefined; nachfolger: string }>(
      ({ beruf }) => `Die Ausbildungsordnung für „${beruf}“ gilt am ersten Tag der Ausbildung nicht mehr.`,
      ({ beruf }) => `The ordinance of "${beruf}" is no longer in force on the first day of training.`,
      {
        gefunden: ({ bis }) => (bis === undefined ? 'aufgehoben' : `in Kraft bis ${toDeutschesDatum(bis)}`),
        abhilfe: {
          de: ({ nachfolger }) =>
            nachfolger === ''
              ? 'Wählen Sie einen Beruf, dessen Ausbildungsordnung gilt, oder klären Sie mit der Kammer, ob eine Übergangsregelung greift.'
              : `Wählen Sie den Nachfolgeberuf: ${nachfolger}.`,
          en: ({ nachfolger }) =>
            nachfolger === ''
              ? 'Choose an occupation whose ordinance is in force, or ask the chamber whether a transition rule holds.'
              : `Choose the occupation that took its place: ${nachfolger}.`,
        },
      },
    ),
    unbekannt: meldung<{ beruf: string }>(
      ({ beruf }) => `„${beruf}“ steht nicht im Verzeichnis der Berufe; die Kammer prüft, ob der Beruf anerkannt ist.`,
      ({ beruf }) => `"${beruf}" is not in the catalogue; the chamber checks whether the occupation is recognised.`,
    ),
    mehrdeutig: meldung<{ beruf: string; moegliche: string }>(
      ({ beruf, moegliche }) => `„${beruf}“ ist nicht eindeutig: ${moegliche}.`,
      ({ beruf, moegliche }) => `"${beruf}" is ambiguous: ${moegliche}.`,
    ),
    zeitlich: meldung<{ beruf: string }>(
      ({ beruf }) => `Welche Ausbildungsordnung für „${beruf}“ am ersten Tag galt, weiß das Verzeichnis nicht.`,
      ({ beruf }) => `Which ordinance of "${beruf}" held on the first day is not known to the catalogue.`,
    ),
  },
  check: ({ vertrag: { beruf: angabe, beginn }, beruf }, _kontext, verstoss) => {
    const name = angabe?.bezeichnung ?? angabe?.kennung
    if (name === undefined) return [verstoss('fehlt', '/beruf', {})]
    // Rules of the chamber, old and experimental ones stand in no catalogue of ordinances.
    if (beruf === undefined || beginn === undefined || (angabe?.regelung ?? 'verordnung') !== 'verordnung') return keine
    const pfad = angabe?.kennung === undefined ? '/beruf/bezeichnung' : '/beruf/kennung'
    if (beruf.art === 'gefunden') return keine
    if (beruf.art === 'nichtInKraft') {
      const { bis } = geltungOf(beruf.beruf)
      return [verstoss('ausserKraft', pfad, { beruf: name, bis, nachfolger: toNamen(beruf.nachfolger) })]
    }
    if (beruf.grund === 'mehrdeutig')
      return [verstoss('mehrdeutig', pfad, { beruf: name, moegliche: toNamen(beruf.moegliche) }, 'hinweis')]
    return [verstoss(beruf.grund === 'beruf' ? 'unbekannt' : 'zeitlich', pfad, { beruf: name }, 'hinweis')]
  },
})
