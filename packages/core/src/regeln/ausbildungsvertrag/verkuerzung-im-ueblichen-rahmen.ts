import type { Verstoss } from '../../contract/problem.ts'
import type { Verkuerzungsgrund } from '../../contract/vertrag-codes.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toMonate, toMonths } from '../text.ts'
import { seit } from '../werte/geltung.ts'
import { type Verkuerzungsrahmen, verkuerzungsempfehlung } from '../werte/verkuerzungsempfehlung.ts'

/** DAV-075: a reason shortens the training by no more than usual. */
export const verkuerzungImUeblichenRahmen = defineRegel({
  id: 'DAV-075',
  name: 'verkuerzung-im-ueblichen-rahmen',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 129 (2021)',
  gueltigVon: seit.ha129,
  beschreibung: {
    de: 'Aus einem Grund wird um nicht mehr als üblich verkürzt: mittlerer Abschluss 6 Monate; Hochschulreife, Berufsausbildung und Lebensalter je 12 Monate; andere Gründe nach dem Einzelfall.',
    en: 'A reason shortens by no more than usual: intermediate certificate 6 months; university entrance, vocational training and age 12 months each; other reasons case by case.',
  },
  felder: ['/verkuerzungen/*/monate', '/verkuerzungen/*/grund'],
  beispiel: { vertrag: { verkuerzungen: [{ grund: 'mittlererAbschluss', monate: 12 }] } },
  texte: {
    mehr: meldung<{ summe: number; rahmen: Verkuerzungsrahmen }>(
      ({ summe, rahmen }) =>
        `Wegen „${rahmen.de}“ wird um ${toMonate(summe)} verkürzt; üblich sind höchstens ${rahmen.monate}.`,
      ({ summe, rahmen }) =>
        `For the reason "${rahmen.en}" it is shortened by ${toMonths(summe)}; usual are at most ${rahmen.monate}.`,
      {
        gefunden: ({ summe }) => toMonate(summe),
        erwartet: ({ rahmen }) => `höchstens ${toMonate(rahmen.monate)}`,
        abhilfe: {
          de: 'Verkürzen Sie um weniger Monate, oder nennen Sie weitere Gründe; die Kammer entscheidet im Einzelfall.',
          en: 'Shorten by fewer months, or name further reasons; the chamber decides case by case.',
        },
      },
    ),
  },
  check: ({ vertrag: { verkuerzungen } }, _kontext, verstoss) => {
    if (verkuerzungen === undefined || verkuerzungen.length === 0) return keine
    const verstoesse: Verstoss[] = []
    const summen: Partial<Record<Verkuerzungsgrund, number>> = {}
    verkuerzungen.forEach(({ grund, monate }, i) => {
      const rahmen = grund && verkuerzungsempfehlung[grund]
      if (grund === undefined || monate === undefined || rahmen === undefined) return
      const summe = (summen[grund] ?? 0) + monate
      summen[grund] = summe
      if (summe > rahmen.monate) verstoesse.push(verstoss('mehr', `/verkuerzungen/${i}/monate`, { summe, rahmen }))
    })
    return verstoesse
  },
})
