import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toMonate, toMonths } from '../text.ts'
import { verordnungMonateOf } from '../vertragsrechnung/lage.ts'
import { seit } from '../werte/geltung.ts'

const schritt = 6

/** DAV-071: what is credited is divisible by six months and shorter than the training. */
export const anrechnungInHalbenJahren = defineRegel({
  id: 'DAV-071',
  name: 'anrechnung-in-halben-jahren',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 7 Abs. 4',
  rechtsgrundlageHwo: 'HwO § 27a Abs. 4',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Jede Anrechnung umfasst ganze Monate, die durch sechs teilbar sind; zusammen sind sie kürzer als die Ausbildung.',
    en: 'What is credited is a number of whole months that is divisible by six; together it is shorter than the training.',
  },
  felder: ['/anrechnungen', '/anrechnungen/*/monate', '/dauerMonate'],
  beispiel: { vertrag: { anrechnungen: [{ grund: 'vorbildung', monate: 8 }] } },
  texte: {
    fehlt: meldung(
      () => 'Bei der Anrechnung fehlt die Zahl der Monate.',
      () => 'The number of months that are credited is missing.',
      {
        erwartet: () => '6, 12, 18 … Monate',
        abhilfe: {
          de: 'Geben Sie an, wie viele Monate angerechnet werden.',
          en: 'State how many months are credited.',
        },
      },
    ),
    teilbar: meldung<{ monate: number }>(
      ({ monate }) => `Der Anrechnungszeitraum (${toMonate(monate)}) ist nicht durch sechs teilbar.`,
      ({ monate }) => `The credited period (${toMonths(monate)}) is not divisible by six.`,
      {
        gefunden: ({ monate }) => toMonate(monate),
        erwartet: () => '6, 12, 18 … Monate',
        abhilfe: {
          de: 'Rechnen Sie 6, 12, 18 oder 24 Monate an, oder beantragen Sie stattdessen eine Verkürzung.',
          en: 'Credit 6, 12, 18 or 24 months, or apply for a shortening instead.',
        },
      },
    ),
    zuLang: meldung<{ summe: number; dauer: number }>(
      ({ summe, dauer }) => `Angerechnet werden ${summe} Monate; die Ausbildung dauert nur ${dauer}.`,
      ({ summe, dauer }) => `${summe} months are credited, but the training lasts only ${dauer}.`,
      {
        gefunden: ({ summe }) => toMonate(summe),
        erwartet: ({ dauer }) => `weniger als ${toMonate(dauer)}`,
        abhilfe: {
          de: 'Prüfen Sie die Anrechnungen: Es muss Ausbildungszeit übrig bleiben.',
          en: 'Check what is credited: some time of training has to remain.',
        },
      },
    ),
  },
  check: ({ vertrag, lage: { fassung } }, _kontext, verstoss) => {
    const { anrechnungen } = vertrag
    if (anrechnungen === undefined || anrechnungen.length === 0) return keine
    const verstoesse: Verstoss[] = []
    let summe = 0
    anrechnungen.forEach(({ monate }, i) => {
      const pfad = `/anrechnungen/${i}/monate`
      if (monate === undefined) verstoesse.push(verstoss('fehlt', pfad, {}))
      else if (monate < 1 || monate % schritt !== 0) verstoesse.push(verstoss('teilbar', pfad, { monate }))
      summe += monate ?? 0
    })
    const dauer = verordnungMonateOf(vertrag, fassung) ?? vertrag.dauerMonate
    if (dauer !== undefined && summe >= dauer) verstoesse.push(verstoss('zuLang', '/anrechnungen', { summe, dauer }))
    return verstoesse
  },
})
