import { addTage, type Beteiligter, type CreateUebermittlung, limits, type Verstoss } from '@berichtsheft/core'
import { buildPaket, type Json, type Paketbericht, sha256, verifyKette } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { type AnforderungRow, zeitraumOf } from '../anforderung/anforderung.queries.ts'
import { moveAnforderung, stateAllows, urheberOf } from '../anforderung/anforderung.service.ts'
import { findBerichtsheft } from '../berichtsheft/berichtsheft.queries.ts'
import { appendEreignis } from '../ereignis/ereignis.service.ts'
import type { FreigabeRow } from '../freigabe/freigabe.queries.ts'
import { lockFreigabeMitAnforderung } from '../freigabe/freigabe.service.ts'
import { readHeftvertrag } from '../heftangebot/heftvertrag.service.ts'
import { insertDatei } from './datei.service.ts'
import type { WriteDocument } from './document-pool.ts'
import { findUebermittlung, readAttachments, readHeftstand, type UebermittlungRow } from './uebermittlung.queries.ts'

/** What building a package needs beside the database. */
export interface Paketbau {
  readonly keyring: Deps['keyring']
  /** Address of the gateway that vouches for the package. */
  readonly iss: string
  readonly write: WriteDocument
  /** `false` leaves the PDF out; for measurements. */
  readonly withPdf?: boolean
}

/** Most findings that a transfer keeps; the worst come first. */
const maxVerstoesse = 10_000

/** A release with the request that it answers. */
interface Vorgang {
  readonly freigabe: FreigabeRow
  readonly anforderung: AnforderungRow | undefined
}

/** A release that holds today, with the request that it answers, both locked. */
const lockGueltigeFreigabe = async (trx: Knex.Transaction, id: string): Promise<Vorgang> => {
  const locked = await lockFreigabeMitAnforderung(trx, id)
  if (!locked) throw new ProblemError('not-found', { detail: `Freigabe ${id}` })
  const { status } = locked.freigabe
  if (status !== 'erteilt') throw new ProblemError('conflict', { detail: `The release has ended (${status})` })
  return locked
}

/** The signed approvals of these reports, oldest first. */
const listFreigabesignaturen = async (
  trx: Knex.Transaction,
  berichtsheftId: string,
  nachweise: readonly Paketbericht[],
): Promise<string[]> => {
  const rows: { nachweis_id: string; jws: string }[] = await trx('freigabesignatur')
    .where({ berichtsheft_id: berichtsheftId })
    .orderBy('folge')
    .select('nachweis_id', 'jws')
  const ids = new Set(nachweise.map(({ id }) => id))
  return rows.flatMap(({ nachweis_id, jws }) => (ids.has(nachweis_id) ? [jws] : []))
}

/** A finished package with what is told about it. */
interface Paket {
  readonly bytes: Uint8Array
  readonly nachweise: readonly Paketbericht[]
  readonly verstoesse: readonly Verstoss[]
}

/** Reads all that goes into a package, has it checked and written, and signs it. */
const makePaket = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  uebermittlungId: string,
  { freigabe, anforderung }: Vorgang,
  { erklaerungen = [] }: CreateUebermittlung,
  { keyring, iss, write, withPdf = true }: Paketbau,
  now: Date,
): Promise<Paket> => {
  const heft = await findBerichtsheft(trx, freigabe.berichtsheft_id)
  if (!heft) throw new Error(`the release ${freigabe.id} has no book`)
  const { nachweise, kette } = await readHeftstand(trx, heft.id, freigabe)
  const anhaenge = await readAttachments(trx, heft.id, nachweise)
  const heftvertrag = await kurzAlsSystem(trx, aufrufer, now, () => readHeftvertrag(trx, heft.id))
  const umfang = zeitraumOf(freigabe)
  const angefordert = anforderung && zeitraumOf(anforderung)
  const vorgang = {
    uebermittlungId,
    ...(anforderung === undefined
      ? {}
      : { anforderungId: anforderung.id, rechtsgrundlage: anforderung.rechtsgrundlage }),
    zweck: freigabe.zweck,
    erstelltAm: now.toISOString(),
  }
  const { bericht, xml, pdf } = await write({
    art: 'vorlage',
    ...vorgang,
    heft: { id: heft.id, kopf: heft.kopf, nachweise },
    ...(heftvertrag && { heftvertrag }),
    ...(umfang === undefined ? {} : { umfang }),
    ...(angefordert === undefined ? {} : { angefordert }),
    unternehmen: freigabe.unternehmen,
    freigebender: JSON.parse(freigabe.freigebender) as Beteiligter,
    stichtag: heuteOf(now),
    ketteUnversehrt: verifyKette(kette).gueltig,
    withPdf,
  })
  const { verstoesse, ...statistik } = bericht
  const bytes = await buildPaket(
    {
      ...vorgang,
      knr: freigabe.knr,
      ...(umfang === undefined ? {} : { zeitraum: umfang }),
      iss,
      berichtsheft: { id: heft.id, text: heft.kopf },
      nachweise,
      kette,
      freigaben: await listFreigabesignaturen(trx, heft.id, nachweise),
      vollstaendigkeit: { verstoesse, statistik: statistik as unknown as Json },
      erklaerungen,
      xml,
      ...(pdf === undefined ? {} : { pdf }),
      anhaenge,
      jwks: keyring.jwks('paket'),
    },
    keyring.signer(),
  )
  return { bytes, nachweise, verstoesse: verstoesse.slice(0, maxVerstoesse) }
}

/** A transfer that was made: its row, its findings, and the keys of its reports in the order of their pages. */
export interface Transfer {
  readonly row: UebermittlungRow
  readonly verstoesse: readonly Verstoss[]
  readonly fremdIds: readonly string[]
}

/**
 * Hands a released book over to the chamber: collects what the release opens, checks it, builds and signs the package,
 * stores it, and moves the request to `uebermittelt`. Everything or nothing of it happens.
 *
 * @throws ProblemError not-found for a release that is not the caller's, conflict when the release has ended or its
 * request is past that step
 */
export const transferHeft = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  eingabe: CreateUebermittlung,
  bau: Paketbau,
  now: Date,
): Promise<Transfer> => {
  const { freigabe, anforderung } = await lockGueltigeFreigabe(trx, eingabe.freigabeId)
  const urheber = urheberOf(aufrufer, now)
  if (anforderung) stateAllows(anforderung, 'uebermittelt', urheber)
  const id = createId(now)
  const { bytes, nachweise, verstoesse } = await makePaket(
    trx,
    aufrufer,
    id,
    { freigabe, anforderung },
    eingabe,
    bau,
    now,
  )
  const { knr, anbieter_id, berichtsheft_id } = freigabe
  await insertDatei(trx, { id, anbieter_id, knr, medientyp: 'application/zip', inhalt: bytes }, now)
  const row: UebermittlungRow = {
    id,
    knr,
    anbieter_id,
    berichtsheft_id,
    freigabe_id: freigabe.id,
    anforderung_id: anforderung?.id ?? null,
    zweck: freigabe.zweck,
    von: freigabe.von,
    bis: freigabe.bis,
    anzahl: nachweise.length,
    dateiname: `berichtsheft-${id}.zip`,
    groesse: bytes.byteLength,
    sha256: sha256(bytes),
    verstoesse: JSON.stringify(verstoesse),
    pruefergebnis: null,
    abgeholt_am: null,
    erstellt_am: now,
    geaendert_am: now,
  }
  await trx('uebermittlung').insert(row)
  const daten = { paket: row.sha256 }
  if (anforderung) {
    const spalten = { uebermittlung_id: id, pruef_frist: addTage(heuteOf(now), limits.pruefTage) }
    await moveAnforderung(trx, anforderung, 'uebermittelt', urheber, spalten, { ...daten, uebermittlung: id })
  } else {
    await appendUebermittlungEreignis(trx, row, 'uebermittlung.erstellt', aufrufer.clientId, now, daten)
  }
  return { row, verstoesse, fremdIds: nachweise.map(({ fremdId }) => fremdId) }
}

/** Appends an event of a transfer: to the chain of its request, or of the book when there is none. */
export const appendUebermittlungEreignis = (
  trx: Knex.Transaction,
  row: UebermittlungRow,
  art: 'uebermittlung.erstellt' | 'uebermittlung.abgeholt' | 'uebermittlung.geprueft',
  durch: string,
  now: Date,
  daten?: Readonly<Record<string, string>>,
): Promise<number> =>
  appendEreignis(trx, {
    aggregatId: row.anforderung_id ?? row.berichtsheft_id,
    art,
    objektId: row.id,
    knr: row.knr,
    anbieterId: row.anbieter_id,
    berichtsheftId: row.berichtsheft_id,
    zeitpunkt: now,
    durch,
    ...(daten === undefined ? {} : { daten }),
  })

/**
 * A transfer that the caller may see.
 *
 * @throws ProblemError not-found
 */
export const getUebermittlungRow = async (trx: Knex.Transaction, id: string): Promise<UebermittlungRow> => {
  const row = await findUebermittlung(trx, id)
  if (!row) throw new ProblemError('not-found', { detail: `Uebermittlung ${id}` })
  return row
}
