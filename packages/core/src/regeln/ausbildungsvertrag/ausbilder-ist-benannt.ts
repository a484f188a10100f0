import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-160: a trainer is named, or the owner of the company trains in person. */
export const ausbilderIstBenannt = defineRegel({
  id: 'DAV-160',
  name: 'ausbilder-ist-benannt',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 14 Abs. 1 Nr. 2, § 28 Abs. 2, § 35 Abs. 1 Nr. 2',
  rechtsgrundlageHwo: 'BBiG § 14 Abs. 1 Nr. 2; HwO § 22 Abs. 2, § 29 Abs. 1 Nr. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Mindestens eine Ausbilderin oder ein Ausbilder ist benannt, oder der Ausbildende bildet selbst aus.',
    en: 'At least one trainer is named, or the owner of the company trains in person.',
  },
  felder: ['/ausbilder', '/ausbilder/*/familienname', '/ausbildender/bildetSelbstAus'],
  beispiel: { vertrag: { ausbilder: [] } },
  texte: {
    niemand: meldung(
      () => 'Es ist niemand benannt, der ausbildet.',
      () => 'Nobody is named who trains.',
      {
        erwartet: () => 'mindestens eine Person',
        abhilfe: {
          de: 'Benennen Sie eine Ausbilderin oder einen Ausbilder, oder geben Sie an, dass der Ausbildende selbst ausbildet.',
          en: 'Name a trainer, or state that the owner of the company trains in person.',
        },
      },
    ),
  },
  check: ({ vertrag: { ausbilder, ausbildender } }, _kontext, verstoss) =>
    ausbildender?.bildetSelbstAus || ausbilder?.some(({ familienname }) => familienname !== undefined)
      ? keine
      : [verstoss('niemand', '/ausbilder', {})],
})
