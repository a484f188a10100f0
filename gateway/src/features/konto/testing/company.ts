import { alsSystem } from '../../../db/transaktion.ts'
import type { Deps } from '../../../deps.ts'

/** Stores an active company with its administrators. */
export const storeCompany = (
  deps: Pick<Deps, 'db' | 'now'>,
  id: string,
  name: string,
  admins: readonly string[],
): Promise<void> =>
  alsSystem(deps, async (trx) => {
    const now = new Date()
    const times = { version: 1, erstellt_am: now, geaendert_am: now }
    const address = { strasse: 'Hafen', hausnummer: '1', plz: '20095', ort: 'Hamburg' }
    await trx('unternehmen').insert({ id, knr: '153', name, ...address, status: 'aktiv', ...times })
    for (const [i, konto_id] of admins.entries()) {
      await trx('mitgliedschaft').insert({ unternehmen_id: id, konto_id, status: 'aktiv', ...times })
      await trx('rollenzuweisung').insert({
        id: `${id.slice(0, -3)}${i}${id.slice(-2)}`,
        konto_id,
        unternehmen_id: id,
        anwendung: 'meine-ihk',
        rolle: 'unternehmensadministrator',
        gueltig_von: '2020-01-01',
        vergeben_am: now,
      })
    }
  })
