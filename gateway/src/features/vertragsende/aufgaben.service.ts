import type { Aufgabe, Vertragsstatus } from '@berichtsheft/core'
import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import { toAufgabe } from '../ausbildungsvertrag/aufgaben.service.ts'
import { listWartende } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { laufend } from './erinnerung.service.ts'

/** Contracts that wait for the chamber for one reason. */
const quelle = (
  art: Aufgabe['art'],
  states: readonly Vertragsstatus[],
  only: string,
  texte: readonly [de: string, en: string],
): Aufgabenquelle => ({
  art,
  kontext: 'kammer',
  rollen: ['sachbearbeitung', 'ausbildungsberatung'],
  list: async (trx, aufrufer, after, limit) =>
    (await listWartende(trx, aufrufer, states, after, limit, only)).map((row) =>
      toAufgabe(row, art, texte, `kammer:${row.knr}`),
    ),
})

/** What waits for the chamber in the register: notices of an end, deadlines that passed, missing examinations. */
export const verlaufsaufgaben: readonly Aufgabenquelle[] = [
  quelle('aufloesungPruefen', laufend, 'v.aufloesungsmeldung is not null', [
    'auflösen: das Ende ist gemeldet',
    'Register the end of',
  ]),
  quelle('vertragsfristAbgelaufen', ['nachforderung'], "v.frist_gemeldet = v.nachforderung::json ->> 'frist'", [
    'entscheiden: die Frist ist abgelaufen',
    'Decide, the deadline has passed:',
  ]),
  quelle('vertragsfristAbgelaufen', laufend, "v.frist_gemeldet = v.maengelfrist::json ->> 'frist'", [
    'entscheiden: die Frist zur Behebung eines Mangels ist abgelaufen',
    'Decide, the deadline to mend a defect has passed:',
  ]),
  // From the end of the first year on; the reminder after nine months is a matter of the parties.
  quelle('nachuntersuchungFehlt', laufend, 'v.erinnerungsstufe between 2 and 4', [
    'prüfen: die Nachuntersuchung fehlt',
    'Look at, the second examination is missing:',
  ]),
]
