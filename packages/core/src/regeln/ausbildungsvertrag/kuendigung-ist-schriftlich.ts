import { defineMerkblatt } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-093: how a training is terminated. */
export const kuendigungIstSchriftlich = defineMerkblatt({
  id: 'DAV-093',
  name: 'kuendigung-ist-schriftlich',
  rechtsgrundlage: 'BBiG § 22',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Gekündigt wird schriftlich auf Papier: in der Probezeit jederzeit, danach aus wichtigem Grund oder von Auszubildenden mit vier Wochen Frist. Eine Meldung der Auflösung trägt Tatsache und Tag, nie die Kündigung selbst.',
    en: 'Notice is given in writing on paper: in the probation at any time, later for an important reason or by apprentices with four weeks. A message of dissolution carries fact and day, never the notice itself.',
  },
  feld: '',
  hinweis: {
    de: 'Eine Kündigung braucht die Schriftform auf Papier; die elektronische Form ist ausgeschlossen.',
    en: 'A notice of termination has to be in writing on paper; the electronic form is excluded.',
  },
})
