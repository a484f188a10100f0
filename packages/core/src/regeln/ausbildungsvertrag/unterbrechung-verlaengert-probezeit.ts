import { defineMerkblatt } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-089: a long interruption lengthens the probation. */
export const unterbrechungVerlaengertProbezeit = defineMerkblatt({
  id: 'DAV-089',
  name: 'unterbrechung-verlaengert-probezeit',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 115, Vertragsmuster § 1 Nr. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Wird die Ausbildung in der Probezeit um mehr als ein Drittel unterbrochen, verlängert sich die Probezeit um die Unterbrechung, wenn der Vertrag es vorsieht.',
    en: 'When the training is interrupted for more than a third of the probation, that becomes longer by the interruption, where the contract says so.',
  },
  feld: '/probezeitMonate',
  hinweis: {
    de: 'Eine Unterbrechung um mehr als ein Drittel der Probezeit verlängert diese um die Unterbrechung, wenn der Vertrag es vorsieht.',
    en: 'An interruption of more than a third of the probation makes it longer by the interruption, where the contract says so.',
  },
})
