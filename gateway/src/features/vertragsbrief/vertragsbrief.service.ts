import {
  canonicalize,
  isEingetragen,
  type Vertragsbriefart,
  type Vertragsentwurf,
  type Vertragspartei,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import type { PdfVertragsbrief } from '../../pdf/render-vertragsbrief.ts'
import { currentVertragsbrieftext } from '../../pdf/vertragsbrieftext.ts'
import { ProblemError } from '../../problem-error.ts'
import { type AusbildungsvertragRow, abfassungOf, vertragOf } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { nameOf } from '../ausbildungsvertrag/vertragsmail.ts'
import type { VertragsbriefRow } from './vertragsbrief.queries.ts'

/** A party that a letter goes to. */
interface Briefempfaenger {
  readonly partei: Vertragspartei
  readonly vertreterNummer?: number
  readonly name: string
  readonly anschrift: PdfVertragsbrief['anschrift']
}

type Anschriftangabe = NonNullable<Vertragsentwurf['azubi']>['anschrift']

/** An address that a letter can be sent to: street, code and town are known. */
const postanschrift = (value: Anschriftangabe): PdfVertragsbrief['anschrift'] =>
  value?.strasse === undefined || value.plz === undefined || value.ort === undefined
    ? undefined
    : { ...value, strasse: value.strasse, plz: value.plz, ort: value.ort }

/** Who gets letters of a kind: a refusal goes to the company, which applied; all others to every party. */
const listEmpfaenger = (
  { ausbildender, azubi, vertreter = [] }: Vertragsentwurf,
  art: Vertragsbriefart,
): Briefempfaenger[] => [
  { partei: 'ausbildender', name: ausbildender?.name ?? '', anschrift: postanschrift(ausbildender?.anschrift) },
  ...(art === 'ablehnung'
    ? []
    : [
        { partei: 'azubi' as const, name: nameOf(azubi), anschrift: postanschrift(azubi?.anschrift) },
        ...vertreter.map((person, vertreterNummer) => ({
          partei: 'vertreter' as const,
          vertreterNummer,
          name: nameOf(person),
          // Whoever represents an apprentice and names no address lives with the apprentice.
          anschrift: postanschrift(person.anschrift ?? azubi?.anschrift),
        })),
      ]),
]

/** What letters say beside the contract. */
export interface Briefzusatz {
  readonly grund?: string | undefined
  readonly rechtsbehelf?: string | undefined
}

/**
 * Writes the letters of a contract to its parties, from its data as they are: to company, apprentice and every representative
 * (DV-11), a refusal to the company. Each is kept as what it is drawn from, so it is the same file whenever it is fetched.
 */
export const issueVertragsbriefe = async (
  trx: Knex.Transaction,
  row: AusbildungsvertragRow,
  art: Vertragsbriefart,
  now: Date,
  { grund, rechtsbehelf }: Briefzusatz = {},
): Promise<VertragsbriefRow[]> => {
  const vertrag = vertragOf(row)
  const { azubi, ausbildender, ausbildungsstaetten, beruf, ausbilder } = vertrag
  const { vorlage } = currentVertragsbrieftext(art)
  const tag = heuteOf(now)
  const trainer = ausbilder?.map(nameOf).join(', ')
  const gemeinsam: Omit<PdfVertragsbrief, 'empfaenger' | 'anschrift'> = {
    vorlage,
    knr: row.knr ?? '',
    tag,
    rechtsgrundlage: vertrag.rechtsgrundlage ?? 'bbig',
    azubi: nameOf(azubi),
    azubiGeburtsdatum: azubi?.geburtsdatum,
    ausbildender: ausbildender?.name ?? '',
    staette: postanschrift(ausbildungsstaetten?.[0]?.anschrift),
    beruf: [beruf?.bezeichnung, beruf?.fachrichtung].filter((part) => part !== undefined).join(', '),
    beginn: vertrag.beginn,
    ende: vertrag.ende,
    probezeitMonate: vertrag.probezeitMonate,
    ausbilder: trainer === '' ? undefined : trainer,
    eintragungsnummer: row.eintragungsnummer ?? undefined,
    eingetragenAm: row.eingetragen_am ?? undefined,
    abfassung: abfassungOf(vertrag),
    grund,
    rechtsbehelf,
  }
  const empfaenger = listEmpfaenger(vertrag, art)
  // Lists go by id, and company, apprentice and representatives stand in this order.
  const ids = empfaenger.map(() => createId(now)).sort()
  const briefe = empfaenger.map(
    ({ partei, vertreterNummer = null, name, anschrift }, i): VertragsbriefRow => ({
      id: ids[i] ?? createId(now),
      vertrag_id: row.id,
      knr: row.knr ?? '',
      art,
      partei,
      vertreter_nummer: vertreterNummer,
      vorlage,
      inhalt: canonicalize(definedOf({ ...gemeinsam, empfaenger: name, anschrift })),
      tag,
      erstellt_am: now,
    }),
  )
  await trx('vertragsbrief').insert(briefe)
  return briefe
}

/** Without what is not known: canonical JSON has no `undefined`. */
const definedOf = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/**
 * Writes letters again, for example after a correction.
 *
 * @throws ProblemError conflict when the contract is in no state that such a letter speaks of
 */
export const reissueVertragsbriefe = async (
  trx: Knex.Transaction,
  row: AusbildungsvertragRow,
  art: Vertragsbriefart,
  now: Date,
  zusatz: Briefzusatz,
): Promise<VertragsbriefRow[]> => {
  const isPossible = art === 'ablehnung' ? row.status === 'abgelehnt' : isEingetragen(row.status)
  if (!isPossible) throw new ProblemError('conflict', { detail: `The contract is in the state ${row.status}` })
  return issueVertragsbriefe(trx, row, art, now, { ...zusatz, ...(row.grund === null ? {} : { grund: row.grund }) })
}
