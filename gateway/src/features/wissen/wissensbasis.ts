import { openWissensknoten, type Wissensknoten } from '@berichtsheft/bq-knowledge/speicher'
import { migrateWissensbasis } from '../../db/wissensbasis.ts'
import type { Deps } from '../../deps.ts'
import type { Netzzugang } from './konfiguration.ts'
import { findNetzzugang } from './netz.ts'
import { openSchluesselbund, type Schluesselbund } from './schluessel.ts'

/** The knowledge base of this gateway: its node, the network it belongs to, and the keys of those who write here. */
export interface Wissensbasis {
  readonly knoten: Wissensknoten
  readonly netz: Netzzugang
  readonly bund: Schluesselbund
}

/**
 * Opens the knowledge base, with its tables brought up to date.
 *
 * @param databaseUrl address of the owner of the tables
 * @returns `undefined` when this gateway keeps none
 * @throws Error when the file of `BQ_KONFIGURATION` cannot be read or says something wrong
 */
export const openWissensbasis = async (
  deps: Pick<Deps, 'config' | 'db' | 'now' | 'keyring'>,
  databaseUrl: string,
): Promise<Wissensbasis | undefined> => {
  const bund = openSchluesselbund(deps)
  const netz = await findNetzzugang(deps, bund)
  if (netz === undefined) return undefined
  await migrateWissensbasis(databaseUrl)
  return { knoten: await openWissensknoten(deps.db.pool, netz.gruendung), netz, bund }
}
