import { type Entwurf, signText, type Wissensrolle, writeSatz, type Zulassung } from '@berichtsheft/bq-knowledge'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { chainOf } from './aufrufer.ts'
import type { Wissensbasis } from './wissensbasis.ts'

/** A key of an author as it is kept here. */
export interface Schluesselzeile {
  readonly schluessel: string
  readonly inhaber: string
  readonly knr: string
  readonly rolle: Wissensrolle
  readonly pseudonym: string
}

/** The keys of authors, oldest first; of one holder or of all. */
export const listSchluesselzeilen = (
  deps: Pick<Deps, 'db' | 'now'>,
  inhaber?: string,
): Promise<readonly Schluesselzeile[]> =>
  alsSystem(deps, (trx) =>
    trx('wissensschluessel')
      .whereIn('zweck', ['person', 'maschine'])
      .modify((query) => inhaber !== undefined && query.where({ inhaber }))
      .orderBy(['erstellt_am', 'schluessel'])
      .select('schluessel', 'inhaber', 'knr', 'rolle', 'pseudonym'),
  )

/** Whether the network administration has granted a key. */
export const standOf = (
  zulassungen: ReadonlyMap<string, readonly Zulassung[]>,
  schluessel: string,
): 'wartet' | 'zugelassen' | 'widerrufen' => {
  const own = zulassungen.get(schluessel)
  if (own === undefined) return 'wartet'
  return own.some(({ bisNr }) => bisNr === Number.MAX_SAFE_INTEGER) ? 'zugelassen' : 'widerrufen'
}

/** The vote that grants a key. */
export const grantOf = (knoten: string, { schluessel, knr, rolle, pseudonym }: Schluesselzeile): Entwurf => ({
  slot: `netz/berechtigung/${schluessel}`,
  ersetzt: [],
  wert: null,
  angaben: { knoten: chainOf(knoten, knr), kammer: knr, person: pseudonym, rollen: [rolle], abNr: 1 },
})

/**
 * Has the keys that wait granted by as many keys of the network administration as have to agree, as far as this gateway holds
 * them: in a demo, where nobody votes.
 *
 * @returns the number of keys that were granted
 */
export const grantOffeneSchluessel = async (
  deps: Pick<Deps, 'db' | 'now'>,
  { knoten, netz }: Pick<Wissensbasis, 'knoten' | 'netz'>,
): Promise<number> => {
  const zeilen = await listSchluesselzeilen(deps)
  const zulassungen = await knoten.readNetz((own) => own.netz.zulassungen)
  const votes = zeilen
    .filter(({ schluessel }) => standOf(zulassungen, schluessel) === 'wartet')
    .map((zeile) => grantOf(netz.knoten, zeile))
  if (votes.length === 0) return 0
  const erstelltAm = deps.now().toISOString()
  for (const [kammer, { schluessel, privateKey }] of [...netz.verwaltung].slice(0, netz.gruendung.mindestens)) {
    const sign = (text: string) => signText(privateKey, text)
    const schreiber = { knoten: `netz.${schluessel}`, kammer, schluessel, rolle: 'netzadministration' as const, sign }
    const { ergebnis } = await knoten.writeProfile([], (own) => writeSatz(own.netz, schreiber, votes, { erstelltAm }))
    if (ergebnis !== 'neu') throw new Error(`the vote of chamber ${kammer} was answered ${ergebnis}`)
  }
  return votes.length
}
