import type { Verstoss } from '../../contract/problem.ts'
import { countVolleMonate } from '../../domain/monate.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toMonate, toMonths } from '../text.ts'
import { seit } from '../werte/geltung.ts'

const mindestrest = 12

/** DAV-077: a shortening is applied for while a year of training remains. */
export const verkuerzungRechtzeitigBeantragt = defineRegel({
  id: 'DAV-077',
  name: 'verkuerzung-rechtzeitig-beantragt',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 129 (2021); BBiG § 45 Abs. 1',
  rechtsgrundlageHwo: 'BIBB-Hauptausschuss-Empfehlung 129 (2021); HwO § 37 Abs. 1',
  gueltigVon: seit.ha129,
  beschreibung: {
    de: 'Eine Verkürzung wird am besten mit dem Vertrag beantragt, später nur, solange noch mindestens zwölf Monate bleiben; danach kommt die vorzeitige Zulassung zur Prüfung in Betracht.',
    en: 'A shortening is best applied for with the contract, later only while at least twelve months remain; then early admission to the examination may be considered.',
  },
  felder: ['/verkuerzungen/*/antragsdatum', '/beginn', '/ende'],
  beispiel: {
    vertrag: {
      beginn: '2026-08-01',
      ende: '2029-01-31',
      verkuerzungen: [{ grund: 'berufserfahrung', monate: 6, antragsdatum: '2028-03-01' }],
    },
  },
  texte: {
    spaet: meldung<{ monate: number }>(
      ({ monate }) => `Als die Verkürzung beantragt wurde, dauerte die Ausbildung nur noch ${toMonate(monate)}.`,
      ({ monate }) => `When the shortening was applied for, the training had only ${toMonths(monate)} left.`,
      {
        gefunden: ({ monate }) => toMonate(monate),
        erwartet: () => `mindestens ${toMonate(mindestrest)}`,
        abhilfe: {
          de: 'Beantragen Sie statt der Verkürzung die vorzeitige Zulassung zur Abschlussprüfung.',
          en: 'Apply for early admission to the final examination instead of the shortening.',
        },
      },
    ),
  },
  check: ({ vertrag: { verkuerzungen, beginn }, lage: { ende } }, _kontext, verstoss) => {
    if (verkuerzungen === undefined || beginn === undefined || ende === undefined) return keine
    const verstoesse: Verstoss[] = []
    verkuerzungen.forEach(({ antragsdatum }, i) => {
      // Before the begin it is an application with the contract, however short that is.
      if (antragsdatum === undefined || antragsdatum <= beginn) return
      const monate = countVolleMonate({ von: antragsdatum, bis: ende })
      if (monate < mindestrest) verstoesse.push(verstoss('spaet', `/verkuerzungen/${i}/antragsdatum`, { monate }))
    })
    return verstoesse
  },
})
