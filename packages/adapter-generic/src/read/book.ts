import { CreateBerichtsheft, type CreateBerichtsheft as Kopf } from '@berichtsheft/core'
import { AdapterError, checkContract } from '@berichtsheft/sdk'
import { befunde } from '../befunde.ts'
import type { MappingBook, MappingField } from '../mapping/schema.ts'
import { readField, readPerson } from './field.ts'
import type { Reading, Scope } from './reading.ts'
import type { Target } from './value.ts'

/** Fields of a book with one value each, and what they are. */
const plainFields = [
  ['fremdId', 'FremdId'],
  ['art', 'Code.Berichtsheftart'],
  ['geburtsdatum', 'Datum'],
  ['azubinummer', 'FremdId'],
  ['vertragsnummer', 'FremdId'],
  ['knr', 'Code.Knr'],
  ['ausbildungsbeginn', 'Datum'],
  ['ausbildungsende', 'Datum'],
  ['pruefungstermin', 'Datum'],
  ['nachweisform', 'Code.Nachweisform'],
] as const satisfies readonly (readonly [keyof MappingBook & keyof Kopf, Target])[]

const groups = [
  [
    'unternehmen',
    [
      ['name', 'Code.Firmenname'],
      ['identnummer', 'FremdId'],
    ],
  ],
  [
    'beruf',
    [
      ['bezeichnung', 'Zeile'],
      ['kennung', 'FremdId'],
      ['fachrichtung', 'Zeile'],
    ],
  ],
  [
    'ausbildungszeit',
    [
      ['minutenTaeglich', 'Minuten'],
      ['minutenWoechentlich', 'Minuten'],
      ['urlaubstage', 'Ganzzahl'],
    ],
  ],
] as const satisfies readonly (readonly [keyof MappingBook & keyof Kopf, readonly (readonly [string, Target])[]])[]

/** Without these there is no book. */
const mandatory: readonly string[] = CreateBerichtsheft.required ?? []

/**
 * The head data of a book: what the record says, then what the context of the import adds. `undefined` when the record lacks
 * something that it should have; that is reported.
 *
 * @throws AdapterError `rejected` when something is missing that only the context can give
 */
export const readKopf = async (
  reading: Reading,
  scope: Scope,
): Promise<{ kopf: Kopf; azubiAusKontext: boolean } | undefined> => {
  const spec = reading.mapping.file.berichtsheft
  const said = await readSaid(reading, spec, scope)
  const { kontext } = scope.bindings as { kontext: Partial<Kopf> }
  for (const [key, value] of Object.entries(said)) {
    const other = kontext[key as keyof Kopf]
    if (contradicts(value, other)) {
      reading.sink.add(scope.place.at(), befunde.kontextWiderspricht(key))
    }
  }
  const kopf: Partial<Kopf> = { ...kontext, ...said }
  for (const key of mandatory) {
    if (Object.hasOwn(kopf, key)) continue
    if (!Object.hasOwn(spec, key)) {
      throw new AdapterError(
        'rejected',
        `${key} is missing: these files do not hold it, so the context of the import must give it`,
        {
          stelle: `kontext#/${key}`,
        },
      )
    }
    reading.sink.add(scope.place.at(), befunde.heftOhneWert(key))
    return undefined
  }
  const [fault] = checkContract('CreateBerichtsheft', kopf)
  if (fault) {
    // The record was checked value by value, so what is left comes from the context.
    throw new AdapterError('rejected', `the context of the import does not fit: ${fault.text}`, {
      stelle: `kontext#${fault.pfad}`,
    })
  }
  return { kopf: kopf as Kopf, azubiAusKontext: said.azubi === undefined }
}

/** Two values of which one may know more than the other, as a name with and without its parts. */
const contradicts = (said: unknown, other: unknown): boolean => {
  if (said === undefined || other === undefined) return false
  if (typeof said !== 'object' || typeof other !== 'object' || said === null || other === null) return said !== other
  return Object.entries(said).some(([key, value]) => contradicts(value, (other as Record<string, unknown>)[key]))
}

const readSaid = async (reading: Reading, spec: MappingBook, scope: Scope): Promise<Partial<Kopf>> => {
  const said: Record<string, unknown> = {}
  const keep = (
    target: Record<string, unknown>,
    name: string,
    key: string,
    found: { value: unknown; verfahren: readonly string[] } | undefined,
  ) => {
    if (!found) return
    target[key] = found.value
    if (found.verfahren.length > 0)
      reading.sink.add(scope.place.at(), befunde.heftAbgeleitet(name, found.verfahren.join('; ')))
  }
  for (const [key, target] of plainFields) {
    keep(said, key, key, await readField(reading, spec[key], ['berichtsheft', key], scope, target))
  }
  for (const key of ['azubi', 'ausbilder'] as const) {
    keep(said, key, key, await readPerson(reading, spec[key], ['berichtsheft', key], scope))
  }
  for (const [key, fields] of groups) {
    const group = spec[key] as Readonly<Record<string, MappingField | undefined>> | undefined
    const values: Record<string, unknown> = {}
    for (const [field, target] of group ? fields : []) {
      const path = ['berichtsheft', key, field]
      keep(values, `${key}.${field}`, field, await readField(reading, group?.[field], path, scope, target))
    }
    const [fault] = checkContract(schemaOf[key], values)
    if (Object.keys(values).length === 0) continue
    if (fault) reading.sink.add(scope.place.at(), befunde.wertUngueltig(key, JSON.stringify(values), fault.text))
    else said[key] = values
  }
  return said as Partial<Kopf>
}

const schemaOf = {
  unternehmen: 'Unternehmensangabe',
  beruf: 'Berufsangabe',
  ausbildungszeit: 'Ausbildungszeit',
} as const
