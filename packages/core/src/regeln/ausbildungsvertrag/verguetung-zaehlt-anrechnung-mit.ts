import { defineRegel, keine, meldung } from '../regel.ts'
import { toMonate, toMonths } from '../text.ts'
import { ausbildungsjahreOf } from '../vertragsrechnung/mindestverguetung.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-079: the years of pay are counted with what was credited. */
export const verguetungZaehltAnrechnungMit = defineRegel({
  id: 'DAV-079',
  name: 'verguetung-zaehlt-anrechnung-mit',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 7, § 17 Abs. 1 Satz 2',
  rechtsgrundlageHwo: 'HwO § 27a; BBiG § 17 Abs. 1 Satz 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Angerechnete Zeit gilt als zurückgelegt: Die Vergütung beginnt mit dem Ausbildungsjahr, das darauf folgt. Eine Verkürzung verschiebt die Jahre nicht.',
    en: 'What is credited counts as served: the pay begins with the year of training that follows. A shortening does not move the years.',
  },
  felder: ['/verguetungen/*/ausbildungsjahr', '/anrechnungen/*/monate'],
  beispiel: {
    vertrag: {
      dauerMonate: 36,
      anrechnungen: [{ grund: 'stufenausbildung', monate: 24 }],
      verguetungen: [{ ausbildungsjahr: 1, betrag: 125_000 }],
    },
  },
  texte: {
    zurueckgelegt: meldung<{ jahr: number; erstes: number; angerechnet: number }>(
      ({ jahr, erstes, angerechnet }) =>
        `Vergütung für das ${jahr}. Ausbildungsjahr; nach der Anrechnung (${toMonate(angerechnet)}) beginnt die Ausbildung mit dem ${erstes}.`,
      ({ jahr, erstes, angerechnet }) =>
        `Pay for year ${jahr} of the training; with what is credited (${toMonths(angerechnet)}) the training begins with year ${erstes}.`,
      {
        gefunden: ({ jahr }) => `${jahr}. Ausbildungsjahr`,
        erwartet: ({ erstes }) => `ab ${erstes}. Ausbildungsjahr`,
        abhilfe: {
          de: 'Zählen Sie die Ausbildungsjahre mit der angerechneten Zeit.',
          en: 'Count the years of training with what is credited.',
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const { verguetungen, anrechnungen } = objekt.vertrag
    if (verguetungen === undefined || anrechnungen === undefined || anrechnungen.length === 0) return keine
    const erstes = ausbildungsjahreOf(objekt)?.erstes
    if (erstes === undefined) return keine
    const i = verguetungen.findIndex(({ ausbildungsjahr }) => ausbildungsjahr !== undefined && ausbildungsjahr < erstes)
    const jahr = verguetungen[i]?.ausbildungsjahr
    if (jahr === undefined) return keine
    const angerechnet = anrechnungen.reduce((summe, { monate = 0 }) => summe + monate, 0)
    return [verstoss('zurueckgelegt', `/verguetungen/${i}/ausbildungsjahr`, { jahr, erstes, angerechnet })]
  },
})
