import { defineMerkblatt } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-092: how the training ends. */
export const vertragEndetMitDerPruefung = defineMerkblatt({
  id: 'DAV-092',
  name: 'vertrag-endet-mit-der-pruefung',
  rechtsgrundlage: 'BBiG § 21',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Ausbildung endet spätestens mit ihrer Dauer, früher mit Bestehen der Abschlussprüfung; wer sie nicht besteht, kann eine Verlängerung bis zur nächsten Wiederholungsprüfung verlangen, höchstens um ein Jahr.',
    en: 'The training ends with its duration at the latest, earlier when the final examination is passed; who fails may demand to go on until the next one, for at most a year.',
  },
  feld: '/ende',
  hinweis: {
    de: 'Mit Bestehen der Abschlussprüfung endet die Ausbildung auch vor diesem Tag; nach Nichtbestehen verlängert sie sich auf Verlangen um höchstens ein Jahr.',
    en: 'When the final examination is passed, the training ends before this day, too; after a failure it is lengthened on demand by at most a year.',
  },
})
