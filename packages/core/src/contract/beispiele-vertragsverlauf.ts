import { beispielVertrag } from './beispiele-vertrag.ts'
import type { CreateVertragsaenderung, CreateVertragsaufloesung } from './vertragsaenderung.ts'
import type { UpdateVertragsaenderung } from './vertragsaenderungen.ts'
import type { CreateNachuntersuchung, CreateVertragsbeendigung, CreateVertragsloeschung } from './vertragsende.ts'

/** What requests about registered training contracts carry, by the name of the schema. */
export interface Vertragsverlaufkoerper {
  readonly CreateNachuntersuchung: CreateNachuntersuchung
  readonly CreateVertragsaenderung: CreateVertragsaenderung
  readonly CreateVertragsaufloesung: CreateVertragsaufloesung
  readonly CreateVertragsbeendigung: CreateVertragsbeendigung
  readonly CreateVertragsloeschung: CreateVertragsloeschung
  readonly UpdateVertragsaenderung: UpdateVertragsaenderung
}

const { azubi } = beispielVertrag
const umzug: CreateVertragsaenderung = {
  art: 'anschrift',
  wirksamAb: '2027-03-01',
  antragDurch: ['azubi'],
  begruendung: 'Umzug in eine eigene Wohnung.',
  vertrag: { ...beispielVertrag, azubi: { ...azubi, anschrift: { ...azubi.anschrift, hausnummer: '21' } } },
}

/** An example of each. */
export const vertragsverlaufkoerper: Vertragsverlaufkoerper = {
  CreateNachuntersuchung: {
    untersuchung: { datum: '2027-06-14', vorgelegtAm: '2027-06-16' },
    dokument: { art: 'nachuntersuchung', dateiname: 'Nachuntersuchung.pdf' },
  },
  CreateVertragsaenderung: umzug,
  CreateVertragsaufloesung: { datum: '2026-10-31', grund: 'probezeit', durch: ['azubi'] },
  CreateVertragsbeendigung: { datum: '2029-06-21', grund: 'pruefungBestanden' },
  CreateVertragsloeschung: {
    anlass: 'nachuntersuchung',
    grund: 'Die Bescheinigung über die Nachuntersuchung wurde trotz Fristsetzung nicht vorgelegt.',
    pruefungsanmeldungAm: '2027-11-15',
  },
  UpdateVertragsaenderung: { ...umzug, wirksamAb: '2027-04-01' },
}
