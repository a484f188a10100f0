import { defineMerkblatt } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-166: mobile training. */
export const mobileAusbildungIstAngemessen = defineMerkblatt({
  id: 'DAV-166',
  name: 'mobile-ausbildung-ist-angemessen',
  rechtsgrundlage: 'BBiG § 28 Abs. 2, § 14 Abs. 1 Nr. 3',
  rechtsgrundlageHwo: 'HwO § 22 Abs. 2; BBiG § 14 Abs. 1 Nr. 3',
  gueltigVon: seit.bvadig,
  beschreibung: {
    de: 'Digitales mobiles Ausbilden ist in angemessenem Umfang zulässig; die nötige Hard- und Software stellt der Betrieb kostenlos.',
    en: 'Digital mobile training is allowed to an adequate extent; the company provides the hardware and software that it needs free of charge.',
  },
  feld: '/ausbildungsstaetten',
  hinweis: {
    de: 'Digitales mobiles Ausbilden ist in angemessenem Umfang möglich, wenn die Ausbilder erreichbar sind; Geräte und Programme stellt der Betrieb kostenlos.',
    en: 'Digital mobile training is possible to an adequate extent where the trainers can be reached; the company provides devices and programs free of charge.',
  },
})
