import { alterAm } from '../../domain/kalender.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

const juengste = 13
const aelteste = 70

/** DAV-062: who begins training is between 13 and 70 years old. */
export const geburtsdatumIstPlausibel = defineRegel({
  id: 'DAV-062',
  name: 'geburtsdatum-ist-plausibel',
  schwere: 'warnung',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'Plausibilität; BGB § 187 Abs. 2 Satz 2',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Beim Beginn der Ausbildung ist die oder der Auszubildende 13 bis 70 Jahre alt.',
    en: 'At the begin of training the apprentice is 13 to 70 years old.',
  },
  texte: {
    alter: meldung<{ alter: number }>(
      ({ alter }) => `Nach dem Geburtsdatum beginnt die Ausbildung mit ${alter} Jahren.`,
      ({ alter }) => `By the birth date, training begins at the age of ${alter}.`,
    ),
  },
  check: ({ berichtsheft }, _kontext, verstoss) => {
    const { geburtsdatum, ausbildungsbeginn } = berichtsheft
    if (geburtsdatum === undefined || ausbildungsbeginn === undefined) return keine
    const alter = alterAm(geburtsdatum, ausbildungsbeginn)
    return alter < juengste || alter > aelteste ? [verstoss('alter', '/berichtsheft/geburtsdatum', { alter })] : keine
  },
})
