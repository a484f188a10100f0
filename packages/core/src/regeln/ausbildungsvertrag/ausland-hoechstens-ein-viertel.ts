import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutscheZahl } from '../text.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

const wochenOhnePlan = 8

/** DAV-091: sections abroad take at most a quarter of the training, and long ones have a plan. */
export const auslandHoechstensEinViertel = defineRegel({
  id: 'DAV-091',
  name: 'ausland-hoechstens-ein-viertel',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 2 Abs. 3, § 76 Abs. 3',
  rechtsgrundlageHwo: 'BBiG § 2 Abs. 3; HwO § 41a Abs. 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Abschnitte im Ausland dauern zusammen höchstens ein Viertel der Ausbildungsdauer; einer von mehr als acht Wochen hat einen mit der Kammer abgestimmten Plan.',
    en: 'Sections abroad take at most a quarter of the duration together; one of more than eight weeks has a plan agreed with the chamber.',
  },
  felder: [
    '/auslandsabschnitte',
    '/auslandsabschnitte/*/wochen',
    '/auslandsabschnitte/*/planVereinbart',
    '/dauerMonate',
    '/dokumente/*/art',
  ],
  beispiel: { vertrag: { auslandsabschnitte: [{ staat: 'FR', wochen: 9 }] } },
  dokumente: ({ vertrag: { auslandsabschnitte } }) =>
    auslandsabschnitte?.flatMap(({ wochen }, i) =>
      wochen !== undefined && wochen > wochenOhnePlan
        ? [{ art: 'auslandsplan' as const, pflicht: false, bezug: `/auslandsabschnitte/${i}` }]
        : [],
    ) ?? [],
  texte: {
    zuLang: meldung<{ wochen: number; viertel: number }>(
      ({ wochen, viertel }) =>
        `Die Abschnitte im Ausland dauern ${wochen} Wochen, mehr als ein Viertel der Ausbildung (${toDeutscheZahl(viertel)} Wochen).`,
      ({ wochen, viertel }) =>
        `The sections abroad take ${wochen} weeks, more than a quarter of the training (${viertel} weeks).`,
      {
        gefunden: ({ wochen }) => `${wochen} Wochen`,
        erwartet: ({ viertel }) => `höchstens ${toDeutscheZahl(viertel)} Wochen`,
        abhilfe: {
          de: 'Kürzen Sie die Abschnitte im Ausland, oder stimmen Sie sie mit der Kammer ab.',
          en: 'Shorten the sections abroad, or agree on them with the chamber.',
        },
      },
    ),
    plan: meldung<{ wochen: number }>(
      ({ wochen }) => `Für den Abschnitt im Ausland von ${wochen} Wochen fehlt der mit der Kammer abgestimmte Plan.`,
      ({ wochen }) => `The section abroad of ${wochen} weeks lacks the plan agreed with the chamber.`,
      {
        gefunden: ({ wochen }) => `${wochen} Wochen`,
        erwartet: () => `ein Plan ab mehr als ${wochenOhnePlan} Wochen`,
        abhilfe: {
          de: 'Stimmen Sie einen Plan mit der Kammer ab, und fügen Sie ihn bei.',
          en: 'Agree on a plan with the chamber, and add it.',
        },
      },
    ),
  },
  check: ({ vertrag, lage: { dauer } }, _kontext, verstoss) => {
    const { auslandsabschnitte } = vertrag
    if (auslandsabschnitte === undefined || auslandsabschnitte.length === 0) return keine
    const verstoesse: Verstoss[] = []
    let summe = 0
    auslandsabschnitte.forEach(({ wochen = 0, planVereinbart }, i) => {
      summe += wochen
      const pfad = `/auslandsabschnitte/${i}`
      if (wochen > wochenOhnePlan && planVereinbart !== true && !hasDokument(vertrag, 'auslandsplan', pfad))
        verstoesse.push(verstoss('plan', `${pfad}/planVereinbart`, { wochen }))
    })
    // A quarter of a year of 52 weeks is 13 weeks for every 12 months.
    const regeldauer = dauer?.regeldauer ?? vertrag.dauerMonate
    if (regeldauer !== undefined && summe * 12 > regeldauer * 13)
      verstoesse.push(verstoss('zuLang', '/auslandsabschnitte', { wochen: summe, viertel: (regeldauer * 13) / 12 }))
    return verstoesse
  },
})
