import type { CreateBerichtsheft } from '@berichtsheft/core'
import { type Befund, checkContract, completeKopf, kopfBefunde } from '@berichtsheft/sdk'
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
] as const satisfies readonly (readonly [keyof MappingBook & keyof CreateBerichtsheft, Target])[]

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
] as const satisfies readonly (readonly [
  keyof MappingBook & keyof CreateBerichtsheft,
  readonly (readonly [string, Target])[],
])[]

/**
 * The head data of a book: what the record says, then what the context of the import adds. `undefined` when the record lacks
 * something that it should have; that is reported.
 *
 * @throws AdapterError `rejected` when something is missing that only the context can give
 */
export const readKopf = async (
  reading: Reading,
  scope: Scope,
): Promise<{ kopf: CreateBerichtsheft; azubiAusKontext: boolean } | undefined> => {
  const spec = reading.mapping.file.berichtsheft
  const said = await readSaid(reading, spec, scope)
  const kopf = completeKopf(said, reading.kontext, (field) => Object.hasOwn(spec, field))
  const report = (befund: Befund) => reading.sink.add(scope.place.at(), befund)
  if (!kopf.ok) {
    for (const field of kopf.fehlt) report(kopfBefunde.ohneWert(field))
    return undefined
  }
  for (const field of kopf.widersprueche) report(kopfBefunde.kontextWiderspricht(field))
  return { kopf: kopf.kopf, azubiAusKontext: said.azubi === undefined }
}

const readSaid = async (reading: Reading, spec: MappingBook, scope: Scope): Promise<Partial<CreateBerichtsheft>> => {
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
      reading.sink.add(scope.place.at(), kopfBefunde.abgeleitet(name, found.verfahren.join('; ')))
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
  return said as Partial<CreateBerichtsheft>
}

const schemaOf = {
  unternehmen: 'Unternehmensangabe',
  beruf: 'Berufsangabe',
  ausbildungszeit: 'Ausbildungszeit',
} as const
