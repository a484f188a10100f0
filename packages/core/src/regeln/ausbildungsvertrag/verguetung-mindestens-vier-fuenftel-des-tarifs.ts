import type { Verstoss } from '../../contract/problem.ts'
import { bruchOf, ceilBruch, multiplyBruch } from '../../domain/bruch.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toEnglischeEuro, toEuro } from '../text.ts'
import { anteilOfBetrag, listBetraege } from '../vertragsrechnung/verguetung.ts'
import { seit } from '../werte/geltung.ts'

const vierFuenftel = bruchOf(4, 5)

/** DAV-104: who is in the scope of a collective agreement without being bound pays at least four fifths of it. */
export const verguetungMindestensVierFuenftelDesTarifs = defineRegel({
  id: 'DAV-104',
  name: 'verguetung-mindestens-vier-fuenftel-des-tarifs',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 17 Abs. 4',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Im Geltungsbereich eines Tarifvertrags, an den der Betrieb nicht gebunden ist, liegt die Vergütung in der Regel höchstens 20 Prozent unter der tariflichen; in Teilzeit anteilig. Fehlen die tariflichen Beträge, ist es ein Hinweis.',
    en: 'In the scope of a collective agreement that does not bind the company, the pay is as a rule at most 20 percent below that of the agreement; in part-time its share. Missing amounts of the agreement are a note.',
  },
  felder: [
    '/verguetungen/*/betrag',
    '/tarif/geltung',
    '/tarif/referenzbetraege',
    '/tarif/referenzbetraege/*/betrag',
    '/teilzeit/*',
  ],
  beispiel: {
    vertrag: {
      tarif: { geltung: 'geltungsbereich', referenzbetraege: [{ ausbildungsjahr: 1, betrag: 120_000 }] },
      verguetungen: [{ ausbildungsjahr: 1, betrag: 95_999 }],
    },
  },
  texte: {
    wenig: meldung<{ jahr: number; betrag: number; mindestens: number }>(
      ({ jahr, betrag, mindestens }) =>
        `Die Vergütung im ${jahr}. Ausbildungsjahr von ${toEuro(betrag)} unterschreitet die tarifliche um mehr als 20 Prozent (mindestens ${toEuro(mindestens)}).`,
      ({ jahr, betrag, mindestens }) =>
        `The pay of ${toEnglischeEuro(betrag)} in year ${jahr} of the training is more than 20 percent below that of the agreement (at least ${toEnglischeEuro(mindestens)}).`,
      {
        gefunden: ({ betrag }) => toEuro(betrag),
        erwartet: ({ mindestens }) => `mindestens ${toEuro(mindestens)}`,
        abhilfe: {
          de: 'Vereinbaren Sie mindestens vier Fünftel der tariflichen Vergütung.',
          en: 'Agree on at least four fifths of the pay of the agreement.',
        },
      },
    ),
    ohneReferenz: meldung(
      () =>
        'Der Betrieb liegt im Geltungsbereich eines Tarifvertrags; dessen Beträge fehlen, der Vergleich ist nicht möglich.',
      () =>
        'The company is in the scope of a collective agreement; its amounts are missing, so nothing can be compared.',
      {
        abhilfe: {
          de: 'Tragen Sie die tariflichen Vergütungen je Ausbildungsjahr ein.',
          en: 'Enter the pay of the agreement for every year of training.',
        },
      },
    ),
  },
  check: ({ vertrag }, _kontext, verstoss) => {
    const { tarif } = vertrag
    if (tarif?.geltung !== 'geltungsbereich') return keine
    const referenzen = tarif.referenzbetraege ?? []
    if (referenzen.length === 0) return [verstoss('ohneReferenz', '/tarif/referenzbetraege', {}, 'hinweis')]
    const verstoesse: Verstoss[] = []
    for (const angabe of listBetraege(vertrag)) {
      const { stelle, ausbildungsjahr: jahr, betrag } = angabe
      const referenz = referenzen.find(({ ausbildungsjahr }) => ausbildungsjahr === jahr)?.betrag
      const anteil = anteilOfBetrag(vertrag, angabe)
      if (referenz === undefined || anteil === undefined) continue
      const mindestens = ceilBruch(multiplyBruch(multiplyBruch(bruchOf(referenz), vierFuenftel), anteil))
      if (betrag < mindestens)
        verstoesse.push(verstoss('wenig', `/verguetungen/${stelle}/betrag`, { jahr, betrag, mindestens }))
    }
    return verstoesse
  },
})
