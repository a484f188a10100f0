import type { Mandantenart } from '../contract/anbieter.ts'

/** What a machine client may be allowed to do; a token carries the scopes it was asked for. */
export const scopes = {
  'berichtsheft:schreiben': 'Write report books and reports',
  'berichtsheft:lesen': 'Read report books and reports',
  'freigabe:erteilen': 'Release books to chambers and hand them over',
  'freigabe:lesen': 'Read releases and transfers',
  'anforderung:stellen': 'Request books, withdraw requests, decide about transfers',
  'anforderung:lesen': 'Read requests',
  'nachricht:senden': 'Send XML messages; each also needs the scope of what it does',
  'ereignis:lesen': 'Fetch events and keep webhooks',
  'stammdaten:schreiben': 'Deliver the master data of a chamber',
  'stammdaten:lesen': 'Read the master data of a chamber',
  'unternehmen:lesen': 'Read registrations, letters and requests for deletion of the companies of a chamber',
  'unternehmen:pruefen': 'Check and decide about them, and fetch letters to post',
  'vertrag:schreiben': 'Write training contracts and hand them in',
  'vertrag:lesen': 'Read training contracts',
  'vertrag:entscheiden': 'Check training contracts, and decide about their registration',
  'bq:lesen': 'Read the knowledge base on foreign qualifications, as far as the caller may see it',
  'bq:schreiben': 'Propose changes of the knowledge base for a chamber',
  'bq:abgleichen': 'Exchange changesets of the knowledge base as the node of a chamber',
  'verwaltung:schreiben': 'Register and lock vendors and machine clients',
  'verwaltung:lesen': 'Read vendors',
  person: 'Act for the person who signed in, as far as the roles of that person go',
} as const

export type Scope = keyof typeof scopes

/** Which scopes a client may ask for, by whom it acts for. */
export const scopesOf: Record<Mandantenart, readonly Scope[]> = {
  anbieter: [
    'berichtsheft:schreiben',
    'berichtsheft:lesen',
    'freigabe:erteilen',
    'freigabe:lesen',
    'anforderung:lesen',
    'nachricht:senden',
    'ereignis:lesen',
    'vertrag:schreiben',
    'vertrag:lesen',
    'bq:lesen',
    'verwaltung:lesen',
  ],
  kammer: [
    'berichtsheft:lesen',
    'freigabe:lesen',
    'anforderung:stellen',
    'anforderung:lesen',
    'nachricht:senden',
    'ereignis:lesen',
    'stammdaten:schreiben',
    'stammdaten:lesen',
    'unternehmen:lesen',
    'unternehmen:pruefen',
    'vertrag:schreiben',
    'vertrag:lesen',
    'vertrag:entscheiden',
    'bq:lesen',
    'bq:schreiben',
    'bq:abgleichen',
  ],
  betreiber: ['verwaltung:schreiben', 'verwaltung:lesen'],
}
