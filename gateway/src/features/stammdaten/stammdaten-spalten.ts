import type { Stammsatzart } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'

const anschrift = ['strasse', 'hausnummer', 'plz', 'ort'] as const

/** Columns of a CSV file per kind; the address is an object of its own in the record. */
const columnsOf: Readonly<Record<Stammsatzart, readonly string[]>> = {
  unternehmen: ['identnummer', 'name', 'hrNummer', ...anschrift, 'entfallen'],
  betriebsstaette: ['fremdId', 'identnummer', 'name', ...anschrift, 'ags', 'betriebsnummer', 'entfallen'],
  ausbilder: ['fremdId', 'identnummer', 'name', 'berufe', 'entfallen'],
  berufsschule: ['fremdId', 'name', ...anschrift, 'entfallen'],
  ansprechpartner: ['fremdId', 'funktion', 'name', 'telefon', 'email', 'zustaendigkeit', 'entfallen'],
}

const isAnschrift = (column: string): boolean => (anschrift as readonly string[]).includes(column)

/** Every text stays text, so that leading zeros survive; only the two columns that are no text are read. */
const readField = (column: string, text: string): unknown => {
  if (column === 'berufe') return text.split('|').map((beruf) => beruf.trim())
  if (column === 'entfallen')
    return ['true', 'ja', '1'].includes(text) ? true : ['false', 'nein', '0'].includes(text) ? false : text
  return text
}

/**
 * A row as the record that JSON would hold. Empty fields are absent.
 *
 * @throws ProblemError validation-failed when the header names a column that this kind does not have, or one twice
 */
export const toRecord = (
  art: Stammsatzart,
  columns: readonly string[],
  row: readonly string[],
): Readonly<Record<string, unknown>> => {
  const unknown = columns.filter((column, i) => !columnsOf[art].includes(column) || columns.indexOf(column) !== i)
  if (unknown.length > 0)
    throw new ProblemError('validation-failed', {
      detail: `The header has unknown or repeated columns (${unknown.slice(0, 5).join(', ')}); of ${art} there are ${columnsOf[art].join(', ')}`,
    })
  const fields = columns.flatMap((column, i) => {
    const text = row[i]?.trim() ?? ''
    return text === '' ? [] : [[column, readField(column, text)] as const]
  })
  const inAnschrift = Object.fromEntries(fields.filter(([column]) => isAnschrift(column)))
  const record = {
    ...(art === 'ausbilder' ? { berufe: [] } : {}),
    ...Object.fromEntries(fields.filter(([column]) => !isAnschrift(column))),
    ...(Object.keys(inAnschrift).length > 0 ? { anschrift: inAnschrift } : {}),
  }
  return { [art]: record }
}
