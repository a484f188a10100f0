import {
  canonicalize,
  isInhaltAenderbar,
  type Lieferergebnis,
  type Lieferposition,
  type Nachweislieferung,
  type Nachweisstatus,
  type Schritt,
  type Verstoss,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { createIdIn } from '../../ids.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { kopfText, type Nachweissatz, nachweisEreignis, toSatz } from '../ausbildungsnachweis/nachweis-satz.ts'
import { anlegenValues, nachweiseAnlegenSql } from '../ausbildungsnachweis/nachweis-speicher.ts'
import { kopfSpalten } from '../berichtsheft/berichtsheft.queries.ts'
import { changeBerichtsheft } from '../berichtsheft/berichtsheft.service.ts'
import { checkLieferung, type GeprueftesHeft, type RoheLieferung } from './lieferung-pruefung.ts'
import { insertNeuesHeft, lieferungAnlegenSql, type NeuesHeft, toNeuesHeft } from './neues-heft.ts'

interface Bestand {
  readonly id: string
  readonly fremd_id: string
  readonly version: number
  readonly status: Nachweisstatus | null
  readonly hash: Buffer
  readonly verlauf: string
  readonly kommentare: string
  readonly erstellt_am: Date
}

/**
 * Stores a whole book or nothing of it. What is there already with the same content stays untouched, so a delivery may
 * be repeated at any time.
 *
 * @param erste running number of the book's head in the whole body
 * @returns one line per item; when one is refused, nothing was stored
 */
export const storeLieferung = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  roh: RoheLieferung,
  now: Date,
  erste = 0,
): Promise<readonly Lieferposition[]> => storeGeprueft(trx, aufrufer, checkLieferung(roh, now, erste), now, erste)

/**
 * The same in a transaction of its own. A new book takes one statement.
 *
 * @see storeLieferung
 */
export const deliver = async (
  deps: Pick<Deps, 'db' | 'now'>,
  aufrufer: Angemeldeter,
  roh: RoheLieferung,
  now: Date,
  erste = 0,
): Promise<readonly Lieferposition[]> => {
  const checked = checkLieferung(roh, now, erste)
  if ('heft' in checked) {
    const neu = await insertNeuesHeft(deps.db.pool, aufrufer, checked.heft, now)
    if (neu) return newLines(checked.heft, neu, erste)
  }
  return inTransaktion(deps, aufrufer, (trx) => storeGeprueft(trx, aufrufer, checked, now, erste))
}

const storeGeprueft = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  checked: ReturnType<typeof checkLieferung>,
  now: Date,
  erste: number,
): Promise<readonly Lieferposition[]> => {
  if ('positionen' in checked) return checked.positionen
  const { heft } = checked
  const known: { id: string } | undefined = await trx('fremdschluessel')
    .where({ anbieter_id: aufrufer.anbieterId, art: 'h', fremd_id: heft.kopf.fremdId })
    .first('id')
  return known === undefined
    ? createHeft(trx, aufrufer, heft, now, erste)
    : updateHeft(trx, aufrufer, known.id, heft, now, erste)
}

const line = (
  art: Lieferposition['art'],
  position: number,
  fremdId: string,
  ergebnis: Lieferposition['ergebnis'],
  id: string | undefined,
  verstoesse: readonly Verstoss[] = [],
): Lieferposition => ({
  art,
  position,
  fremdId,
  ergebnis,
  ...(id === undefined ? {} : { id }),
  ...(verstoesse.length > 0 ? { verstoesse: [...verstoesse] } : {}),
})

const insertNachweise = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  berichtsheftId: string,
  saetze: readonly Nachweissatz[],
  now: Date,
): Promise<void> => {
  if (saetze.length === 0) return
  await trx.raw(
    nachweiseAnlegenSql.replaceAll(/\$\d+/g, '?'),
    anlegenValues(
      aufrufer.clientId,
      now,
      saetze.map((satz) => ({ berichtsheftId, satz })),
    ) as Knex.RawBinding[],
  )
}

const createHeft = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  heft: GeprueftesHeft,
  now: Date,
  erste: number,
): Promise<readonly Lieferposition[]> => {
  const { kopf, nachweise } = heft
  const fremdIds = nachweise.map(({ fremdId }) => fremdId)
  const taken = await listTakenKeys(trx, aufrufer, fremdIds)
  if (taken.size > 0) {
    const faults = fremdIds.flatMap((fremdId, i) => (taken.has(fremdId) ? [[i, [vergeben]] as const] : []))
    return refuseAll(kopf, nachweise, new Map(faults), erste)
  }
  const neu = toNeuesHeft(aufrufer, heft, now)
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `select ${lieferungAnlegenSql.replaceAll(/\$\d+/g, '?')} as id`,
    neu.werte as Knex.RawBinding[],
  )
  if (rows[0]?.id !== neu.id)
    throw new ProblemError('conflict', { detail: `The key ${kopf.fremdId} is taken by another book` })
  return newLines(heft, neu, erste)
}

const newLines = (
  { kopf, befunde }: GeprueftesHeft,
  { id, saetze }: NeuesHeft,
  erste: number,
): readonly Lieferposition[] => [
  line('berichtsheft', erste, kopf.fremdId, 'gespeichert', id),
  ...saetze.map((satz, i) =>
    line('ausbildungsnachweis', erste + 1 + i, satz.fremdId, 'gespeichert', satz.id, befunde[i]),
  ),
]

/** Those of the vendor's keys that reports have already. */
const listTakenKeys = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  fremdIds: readonly string[],
): Promise<ReadonlySet<string>> =>
  new Set(
    await trx('fremdschluessel')
      .where({ anbieter_id: aufrufer.anbieterId, art: 'n' })
      .whereIn('fremd_id', fremdIds)
      .pluck<string[]>('fremd_id'),
  )

const updateHeft = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  { kopf, nachweise, befunde }: GeprueftesHeft,
  now: Date,
  erste: number,
): Promise<readonly Lieferposition[]> => {
  const book: { version: number; kopf: string; status: string } | undefined = await trx('berichtsheft')
    .where({ id })
    .forUpdate()
    .first('version', 'kopf', 'status')
  if (!book) throw new Error(`the key of the book ${id} has no book`)
  if (book.status === 'abgeschlossen') return refuseAll(kopf, nachweise, new Map([[-1, [geschlossen]]]), erste)
  const bestand = new Map(
    (
      await trx('ausbildungsnachweis')
        .whereRaw('fach = fach_von(?)', [id])
        .where('berichtsheft_id', id)
        .select<Bestand[]>('id', 'fremd_id', 'version', 'status', 'hash', 'verlauf', 'kommentare', 'erstellt_am')
    ).map((row) => [row.fremd_id, row]),
  )
  const plan = nachweise.map((nachweis) => {
    const old = bestand.get(nachweis.fremdId)
    return {
      old,
      satz: toSatz(old?.id ?? createIdIn(id, now), nachweis),
      fault: old ? faultOfChange(old, nachweis) : undefined,
    }
  })
  const changedBeforeReopening = plan.flatMap(({ old, satz, fault }, i) =>
    old && fault && old.hash.toString('hex') !== satz.hash ? [[i, [fault]] as const] : [],
  )
  const taken = await listTakenKeys(
    trx,
    aufrufer,
    plan.flatMap(({ old, satz }) => (old ? [] : [satz.fremdId])),
  )
  const takenElsewhere = plan.flatMap(({ old, satz }, i) =>
    !old && taken.has(satz.fremdId) ? [[i, [vergeben]] as const] : [],
  )
  if (changedBeforeReopening.length + takenElsewhere.length > 0)
    return refuseAll(
      kopf,
      nachweise,
      new Map<number, readonly Verstoss[]>([...changedBeforeReopening, ...takenElsewhere]),
      erste,
    )

  const headChanged = book.kopf !== kopfSpalten(kopf).kopf
  if (headChanged) {
    const { fremdId: _fremdId, art: _art, knr: _knr, ...rest } = kopf
    const removed = Object.fromEntries(
      Object.keys(JSON.parse(book.kopf) as object).flatMap((key) => (key in kopf ? [] : [[key, null]])),
    )
    await changeBerichtsheft(trx, aufrufer, id, { ...removed, ...rest }, book.version, now)
  }
  await insertNachweise(
    trx,
    aufrufer,
    id,
    plan.flatMap(({ old, satz }) => (old ? [] : [satz])),
    now,
  )
  const lines: Lieferposition[] = [
    line('berichtsheft', erste, kopf.fremdId, headChanged ? 'gespeichert' : 'unveraendert', id),
  ]
  for (const [i, { old, satz }] of plan.entries()) {
    const same =
      old !== undefined &&
      old.hash.toString('hex') === satz.hash &&
      old.verlauf === satz.verlauf &&
      old.kommentare === satz.kommentare
    if (old && !same) await updateNachweis(trx, aufrufer, id, old, satz, now)
    lines.push(
      line(
        'ausbildungsnachweis',
        erste + 1 + i,
        satz.fremdId,
        same ? 'unveraendert' : 'gespeichert',
        satz.id,
        befunde[i],
      ),
    )
  }
  return lines
}

const updateNachweis = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  heftId: string,
  old: Bestand,
  satz: Nachweissatz,
  now: Date,
): Promise<void> => {
  const version = old.version + 1
  await trx('ausbildungsnachweis')
    .whereRaw('fach = fach_von(?)', [heftId])
    .where({ id: old.id })
    .update({
      version,
      status: satz.status ?? null,
      von: satz.von,
      bis: satz.bis,
      ausbildungsjahr: satz.ausbildungsjahr ?? null,
      hash: Buffer.from(satz.hash, 'hex'),
      salz: Buffer.from(satz.salz, 'hex'),
      inhalt: satz.inhalt,
      verlauf: satz.verlauf,
      kommentare: satz.kommentare,
      kopf: kopfText({
        ...satz,
        berichtsheftId: heftId,
        version,
        erstelltAm: old.erstellt_am.toISOString(),
        geaendertAm: now.toISOString(),
      }),
      geaendert_am: now,
    })
  await trx.raw('select ereignis_anhaengen(?, ?)', [
    heftId,
    nachweisEreignis('nachweis.geaendert', { ...satz, version }, now, aufrufer.clientId),
  ])
}

const nichtGeoeffnet: Verstoss = {
  regel: 'BH-12',
  schwere: 'fehler',
  pfad: '/inhalt',
  text: 'Ein eingereichter oder freigegebener Nachweis wurde geändert, ohne dass er zurückgewiesen oder wieder geöffnet wurde.',
  textEnglisch: 'A report that was handed in or approved changed without being sent back or opened again.',
}

const geschlossen: Verstoss = {
  regel: 'BH-01',
  schwere: 'fehler',
  pfad: '',
  text: 'Das Berichtsheft ist abgeschlossen.',
  textEnglisch: 'The report book is closed.',
}

const vergeben: Verstoss = {
  regel: 'BH-02',
  schwere: 'fehler',
  pfad: '/fremdId',
  text: 'Dieser Schlüssel gehört schon zu einem Nachweis eines anderen Berichtshefts.',
  textEnglisch: 'This key belongs to a report of another book already.',
}

/** Why a new text may not take the place of a protected one; steps after the known ones may have opened it. */
const faultOfChange = (old: Bestand, nachweis: Nachweislieferung): Verstoss | undefined => {
  if (isInhaltAenderbar(old.status ?? undefined)) return undefined
  const known = (JSON.parse(old.verlauf) as Schritt[]).length
  const opened = (nachweis.verlauf ?? []).slice(known).some(({ vorgang }) => isInhaltAenderbar(vorgang))
  return opened ? undefined : nichtGeoeffnet
}

const refuseAll = (
  kopf: { fremdId: string },
  nachweise: readonly Nachweislieferung[],
  faults: ReadonlyMap<number, readonly Verstoss[]>,
  erste: number,
): readonly Lieferposition[] => [
  line(
    'berichtsheft',
    erste,
    kopf.fremdId,
    faults.has(-1) ? 'abgelehnt' : 'nichtGespeichert',
    undefined,
    faults.get(-1),
  ),
  ...nachweise.map(({ fremdId }, i) =>
    line(
      'ausbildungsnachweis',
      erste + 1 + i,
      fremdId,
      faults.has(i) ? 'abgelehnt' : 'nichtGespeichert',
      undefined,
      faults.get(i),
    ),
  ),
]

/** Adds the counts to the lines of a delivery. */
export const toErgebnis = (positionen: readonly Lieferposition[]): Lieferergebnis => {
  const count = (...results: Lieferposition['ergebnis'][]) =>
    positionen.filter(({ ergebnis }) => results.includes(ergebnis)).length
  return {
    positionen: [...positionen],
    gespeichert: count('gespeichert'),
    unveraendert: count('unveraendert'),
    abgelehnt: count('abgelehnt', 'nichtGespeichert'),
  }
}

/** Canonical text of a result; repeated requests get it byte for byte. */
export const ergebnisText = (positionen: readonly Lieferposition[]): string => canonicalize(toErgebnis(positionen))
