import type {
  Ausbildungsstaette,
  Stammausbilder,
  Stammbetriebsstaette,
  Vertragsentwurf,
  Vertragsvorbelegung,
  VertragsvorbelegungFilter,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { anschriftOf, type UnternehmenRow } from '../unternehmen/unternehmen.queries.ts'
import { vertragOf } from './ausbildungsvertrag.queries.ts'
import { einUnternehmen } from './ausbildungsvertrag.service.ts'
import { type Register, readRegister } from './umfeld.service.ts'
import { readVertragRow } from './vertragsschritt.ts'
import { reuseVertrag } from './vorlage.ts'

/** The given names and the family name, split at the last blank: a proposal, which the company corrects. */
const namesOf = (name: string): { vorname?: string; familienname: string } => {
  const at = name.lastIndexOf(' ')
  return at < 0 ? { familienname: name } : { vorname: name.slice(0, at), familienname: name.slice(at + 1) }
}

const toStaette = ({ name, anschrift, ags, betriebsnummer }: Stammbetriebsstaette): Ausbildungsstaette => ({
  ...(name === undefined ? {} : { name }),
  anschrift,
  ...(ags === undefined ? {} : { ags }),
  ...(betriebsnummer === undefined ? {} : { betriebsnummer }),
})

/** What the register, or else the company's own account here, says of the company. */
const masterData = (row: UnternehmenRow, { unternehmen, staetten }: Register): Vertragsentwurf => {
  const { name, anschrift, hrNummer } = unternehmen ?? {
    name: row.name,
    anschrift: anschriftOf(row),
    hrNummer: row.hr_nummer ?? undefined,
  }
  const isHandwerk = row.knr.length === 5
  return {
    rechtsgrundlage: isHandwerk ? 'hwo' : 'bbig',
    kammerart: isHandwerk ? 'hwk' : 'ihk',
    knr: row.knr,
    ausbildender: {
      name,
      anschrift,
      ...(row.identnummer === null ? {} : { identnummer: row.identnummer }),
      ...(hrNummer === undefined ? {} : { hrNummer }),
    },
    ausbildungsstaetten: staetten.length === 0 ? [{ anschrift }] : staetten.slice(0, 20).map(toStaette),
  }
}

/**
 * Prefills a draft for the company of the caller: from an earlier contract where one is named, then from the master data,
 * which win, then with the trainer that was chosen. Occupations are those that the trainer may train (DV-19 to DV-21).
 *
 * @throws ProblemError not-found for the earlier contract or the trainer, rule-violated when the company is left open
 */
export const prefillVertrag = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { ausbilder: chosen, vorlageId }: VertragsvorbelegungFilter,
  now: Date,
): Promise<Vertragsvorbelegung> => {
  const unternehmenId = einUnternehmen(aufrufer)
  const template =
    vorlageId === undefined ? {} : reuseVertrag(vertragOf(await readVertragRow(trx, aufrufer, vorlageId)))
  const row = await trx('unternehmen').where({ id: unternehmenId }).first<UnternehmenRow | undefined>('*')
  if (!row) throw new ProblemError('not-found', { detail: `Unternehmen ${unternehmenId}` })
  const register = await kurzAlsSystem(trx, aufrufer, now, () =>
    readRegister(trx, row.knr, row.identnummer ?? undefined),
  )
  const trainer = register.ausbilder.find(({ fremdId }) => fremdId === chosen)
  if (chosen !== undefined && trainer === undefined)
    throw new ProblemError('not-found', { detail: `The company has no trainer ${chosen}` })
  const known = masterData(row, register)
  return {
    vertrag: {
      ...template,
      ...known,
      ausbildender: { ...template.ausbildender, ...known.ausbildender },
      ...(trainer && { ausbilder: [{ fremdId: trainer.fremdId, ...namesOf(trainer.name) }] }),
    },
    ausbilder: register.ausbilder.map(({ fremdId, name, berufe }) => ({ fremdId, name, berufe })),
    berufe: berufeOf(trainer ? [trainer] : register.ausbilder),
  }
}

const berufeOf = (ausbilder: readonly Stammausbilder[]): string[] =>
  [...new Set(ausbilder.flatMap(({ berufe }) => berufe))].sort((a, b) => a.localeCompare(b, 'de'))
