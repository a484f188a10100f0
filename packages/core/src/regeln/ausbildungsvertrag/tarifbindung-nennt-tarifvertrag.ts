import type { Verstoss } from '../../contract/problem.ts'
import { bruchOf, ceilBruch, multiplyBruch } from '../../domain/bruch.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toEnglischeEuro, toEuro } from '../text.ts'
import { anteilOfBetrag, listBetraege } from '../vertragsrechnung/verguetung.ts'
import { seit } from '../werte/geltung.ts'
import { findMindestbetrag } from '../werte/mindestverguetung.ts'

/** DAV-103: who is bound by a collective agreement names it; its pay is adequate even below the least pay. */
export const tarifbindungNenntTarifvertrag = defineRegel({
  id: 'DAV-103',
  name: 'tarifbindung-nennt-tarifvertrag',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 17 Abs. 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Ist der Betrieb an einen Tarifvertrag gebunden, ist dessen Vergütung auch unter der Mindestvergütung angemessen; der Tarifvertrag wird genannt.',
    en: 'Where a collective agreement binds the company, its pay is adequate even below the least pay; the agreement is named.',
  },
  felder: ['/tarif/tarifvertrag', '/tarif/geltung', '/verguetungen/*/betrag'],
  beispiel: { vertrag: { tarif: { geltung: 'gebunden' } } },
  texte: {
    name: meldung(
      () => 'Der Betrieb ist tarifgebunden; der Name des Tarifvertrags fehlt.',
      () => 'A collective agreement binds the company; its name is missing.',
      { abhilfe: { de: 'Nennen Sie den Tarifvertrag.', en: 'Name the agreement.' } },
    ),
    darunter: meldung<{ jahr: number; betrag: number; mindestens: number }>(
      ({ jahr, betrag, mindestens }) =>
        `Die Vergütung im ${jahr}. Ausbildungsjahr von ${toEuro(betrag)} liegt unter der Mindestvergütung von ${toEuro(mindestens)}; sie ist durch den Tarifvertrag angemessen.`,
      ({ jahr, betrag, mindestens }) =>
        `The pay of ${toEnglischeEuro(betrag)} in year ${jahr} of the training is less than the least pay of ${toEnglischeEuro(mindestens)}; the collective agreement makes it adequate.`,
      { gefunden: ({ betrag }) => toEuro(betrag), erwartet: ({ mindestens }) => `mindestens ${toEuro(mindestens)}` },
    ),
  },
  check: ({ vertrag }, _kontext, verstoss) => {
    const { tarif, beginn } = vertrag
    if (tarif?.geltung !== 'gebunden') return keine
    const verstoesse: Verstoss[] = []
    if (tarif.tarifvertrag === undefined) verstoesse.push(verstoss('name', '/tarif/tarifvertrag', {}))
    if (beginn === undefined) return verstoesse
    for (const angabe of listBetraege(vertrag)) {
      const { stelle, ausbildungsjahr: jahr, betrag } = angabe
      const satz = findMindestbetrag(beginn, jahr)?.betrag
      const anteil = anteilOfBetrag(vertrag, angabe)
      if (satz === undefined || anteil === undefined) continue
      const mindestens = ceilBruch(multiplyBruch(bruchOf(satz), anteil))
      if (betrag < mindestens)
        verstoesse.push(verstoss('darunter', `/verguetungen/${stelle}/betrag`, { jahr, betrag, mindestens }))
    }
    return verstoesse
  },
})
