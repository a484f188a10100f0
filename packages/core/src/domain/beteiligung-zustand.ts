import type { Beteiligungsstatus } from '../contract/beteiligung.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/** Who moves a link between account and book on: the apprentice, its own person, the company, or the end of a role. */
export type Beteiligungsseite = 'azubi' | 'person' | 'unternehmen' | 'system'

/** Life of a link between account and book: nobody but the apprentice can make it count. */
export const beteiligungZustand = defineZustandsmaschine<Beteiligungsstatus, Beteiligungsseite>({
  name: 'Beteiligung',
  start: ['vorgeschlagen'],
  ende: ['beendet'],
  uebergaenge: [
    { von: 'vorgeschlagen', nach: 'aktiv', durch: ['azubi'] },
    { von: 'vorgeschlagen', nach: 'beendet', durch: ['azubi', 'person', 'unternehmen', 'system'] },
    { von: 'aktiv', nach: 'beendet', durch: ['azubi', 'person', 'unternehmen', 'system'] },
  ],
})
