import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-072: both parties apply for what is credited. */
export const anrechnungGemeinsamBeantragt = defineRegel({
  id: 'DAV-072',
  name: 'anrechnung-gemeinsam-beantragt',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 7 Abs. 3',
  rechtsgrundlageHwo: 'HwO § 27a Abs. 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Eine Anrechnung beantragen Auszubildende und Ausbildende gemeinsam.',
    en: 'Apprentice and company apply together for what is credited.',
  },
  felder: ['/anrechnungen/*/gemeinsamerAntrag'],
  beispiel: { vertrag: { anrechnungen: [{ grund: 'vorbildung', monate: 6 }] } },
  texte: {
    fehlt: meldung(
      () => 'Für die Anrechnung fehlt der gemeinsame Antrag von Auszubildenden und Ausbildenden.',
      () => 'The common application of apprentice and company for what is credited is missing.',
      {
        abhilfe: {
          de: 'Beantragen Sie die Anrechnung gemeinsam, und vermerken Sie es im Antrag.',
          en: 'Apply together for what is credited, and mark it in the application.',
        },
      },
    ),
  },
  check: ({ vertrag: { anrechnungen } }, _kontext, verstoss) =>
    anrechnungen?.flatMap(({ gemeinsamerAntrag }, i) =>
      gemeinsamerAntrag === true ? keine : [verstoss('fehlt', `/anrechnungen/${i}/gemeinsamerAntrag`, {})],
    ) ?? keine,
})
