import { randomBytes } from 'node:crypto'
import {
  type CreateLoeschentscheidung,
  checkUebergang,
  fruehesterTermin,
  isWiderrufbar,
  type Loeschantragsseite,
  type Loeschantragsstatus,
  type Loeschfrist,
  loeschantragZustand,
  widerrufbarBis,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Config } from '../../config.ts'
import { insertNew } from '../../db/insert-new.ts'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand } from '../../stand.ts'
import { listMitgliedskonten, type UnternehmenRow } from '../unternehmen/unternehmen.queries.ts'
import { grundFehlt, moveUnternehmen, takeUnternehmen } from '../unternehmen/unternehmen.service.ts'
import { appendUnternehmensereignis } from '../unternehmen/unternehmen-ereignis.ts'
import { refuseMitVertraegen } from '../vertragsende/unternehmensvertraege.service.ts'
import { fristMitWartung } from '../wartung/frist.ts'
import { findLoeschantrag, gelesenerLoeschantrag, type LoeschantragRow } from './loeschantrag.queries.ts'

/** The period of revocation as the operator set it. */
export const loeschfristOf = ({ LOESCHUNG_TAGE, LOESCHUNG_AB }: Config): Loeschfrist => ({
  tage: LOESCHUNG_TAGE,
  ab: LOESCHUNG_AB as Loeschfrist['ab'],
})

const createBestaetigung = (): string => randomBytes(16).toString('base64url')

/** A request and its company, both locked; the company first. */
interface Fall {
  readonly antrag: LoeschantragRow
  readonly unternehmen: UnternehmenRow
}

const takeFall = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected?: number,
): Promise<Fall> => {
  const missing = () => new ProblemError('not-found', { detail: `Loeschantrag ${id}` })
  const found = await findLoeschantrag(trx, aufrufer, id)
  if (!found) throw missing()
  const unternehmen = await takeUnternehmen(trx, aufrufer, found.unternehmen_id)
  await trx('loeschantrag').where({ id }).forUpdate().first('id')
  const antrag = await findLoeschantrag(trx, aufrufer, id)
  if (!antrag) throw missing()
  await checkStand(expected, antrag.version, () => gelesenerLoeschantrag(antrag))
  return { antrag, unternehmen }
}

const moveAntrag = async (
  trx: Knex.Transaction,
  antrag: LoeschantragRow,
  nach: Loeschantragsstatus,
  seite: Loeschantragsseite,
  now: Date,
  durch: string,
  more: Partial<LoeschantragRow> = {},
  grund?: string,
): Promise<LoeschantragRow> => {
  const fehler = checkUebergang(loeschantragZustand, antrag.status, nach, seite, grund)
  if (fehler === 'kommentarFehlt') throw grundFehlt('MI-46')
  if (fehler !== undefined)
    throw new ProblemError('conflict', { detail: `The request is in the state ${antrag.status}` })
  const { unternehmen: _name, ...columns } = {
    ...more,
    status: nach,
    version: antrag.version + 1,
    geaendert_am: now,
    bestaetigung: null,
  }
  await trx('loeschantrag').where({ id: antrag.id }).update(columns)
  await appendUnternehmensereignis(trx, {
    unternehmenId: antrag.unternehmen_id,
    art: `loeschung.${nach}`,
    durch,
    zeitpunkt: now,
    daten: { antrag: antrag.id, ...(more.termin ? { termin: more.termin } : {}) },
  })
  return { ...antrag, ...columns }
}

/** Tells all members; they are looked up as the system, because the chamber does not read the accounts of a company. */
const tellMembers = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  unternehmenId: string,
  now: Date,
  tell: (kontoId: string) => Promise<void>,
): Promise<void> => {
  const konten = await kurzAlsSystem(trx, aufrufer, now, () => listMitgliedskonten(trx, unternehmenId))
  for (const konto of konten) await tell(konto)
}

/**
 * Writes a request to delete a company down. Nothing happens until it is confirmed (MI-48).
 *
 * @throws ProblemError not-found, conflict when there is one already, rule-violated without a reason
 */
export const draftLoeschantrag = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  unternehmenId: string,
  grund: string,
  now: Date,
): Promise<LoeschantragRow> => {
  const row = await takeUnternehmen(trx, aufrufer, unternehmenId)
  if (grund.trim() === '') throw grundFehlt('MI-46')
  if (row.status !== 'aktiv')
    throw new ProblemError('conflict', { detail: `The company is in the state ${row.status}` })
  const id = createId(now)
  const isNew = await insertNew(trx, 'loeschantrag', {
    id,
    unternehmen_id: unternehmenId,
    knr: row.knr,
    status: 'entwurf',
    version: 1,
    grund,
    bestaetigung: createBestaetigung(),
    erstellt_von: aufrufer.clientId,
    erstellt_am: now,
    geaendert_am: now,
  })
  if (!isNew) throw new ProblemError('conflict', { detail: 'There is a request to delete this company already' })
  await appendUnternehmensereignis(trx, {
    unternehmenId,
    art: 'loeschung.entwurf',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten: { antrag: id },
  })
  const made = await findLoeschantrag(trx, aufrufer, id)
  if (!made) throw new Error(`the request ${id} cannot be read`)
  return made
}

/**
 * Changes a draft; what was shown for its confirmation is no longer good.
 *
 * @throws ProblemError not-found, precondition-failed, conflict, rule-violated
 */
export const changeLoeschantrag = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  grund: string,
  expected: number,
  now: Date,
): Promise<LoeschantragRow> => {
  const { antrag } = await takeFall(trx, aufrufer, id, expected)
  if (antrag.status !== 'entwurf')
    throw new ProblemError('conflict', { detail: `The request is in the state ${antrag.status}` })
  if (grund.trim() === '') throw grundFehlt('MI-46')
  const change = { grund, bestaetigung: createBestaetigung(), version: antrag.version + 1, geaendert_am: now }
  await trx('loeschantrag').where({ id }).update(change)
  await appendUnternehmensereignis(trx, {
    unternehmenId: antrag.unternehmen_id,
    art: 'loeschung.geaendert',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten: { antrag: id },
  })
  return { ...antrag, ...change }
}

/** Gives a draft up. */
export const discardLoeschantrag = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  now: Date,
): Promise<LoeschantragRow> => {
  const { antrag } = await takeFall(trx, aufrufer, id)
  return moveAntrag(trx, antrag, 'verworfen', 'unternehmen', now, aufrufer.clientId)
}

/**
 * Confirms a draft as it was shown: the company is marked, and all members are told (MI-47).
 *
 * @throws ProblemError not-found, conflict, rule-violated while training contracts run
 */
export const confirmLoeschantrag = async (
  trx: Knex.Transaction,
  frist: Loeschfrist,
  aufrufer: Angemeldeter,
  id: string,
  bestaetigung: string,
  now: Date,
): Promise<LoeschantragRow> => {
  const { antrag, unternehmen } = await takeFall(trx, aufrufer, id)
  if (antrag.status === 'entwurf' && antrag.bestaetigung !== bestaetigung)
    throw new ProblemError('conflict', { detail: 'The draft was changed; read it again and confirm what you see' })
  await kurzAlsSystem(trx, aufrufer, now, () => refuseMitVertraegen(trx, unternehmen.id))
  const bis = widerrufbarBis({ beantragt: heuteOf(now) }, frist) ?? null
  const more = { beantragt_am: now, widerruf_ab: bis && heuteOf(now), widerrufbar_bis: bis }
  const durch = aufrufer.clientId
  const moved = await moveAntrag(trx, antrag, 'beantragt', 'unternehmen', now, durch, more, antrag.grund)
  await moveUnternehmen(trx, unternehmen, 'loeschungBeantragt', { seite: 'unternehmen', durch, now })
  const werte = { unternehmen: unternehmen.name, grund: antrag.grund, widerrufbarBis: bis ?? '' }
  await tellMembers(trx, aufrufer, unternehmen.id, now, (an) =>
    sendMail(trx, { an, text: 'loeschungBeantragt', werte }),
  )
  return moved
}

/**
 * Approves a deletion with its day, or refuses it; all members are told (MI-49, MI-50).
 *
 * @throws ProblemError not-found, precondition-failed, conflict, rule-violated for a day that is too early or no reason
 */
export const decideLoeschantrag = async (
  trx: Knex.Transaction,
  frist: Loeschfrist,
  aufrufer: Angemeldeter,
  id: string,
  { ergebnis, termin, grund }: CreateLoeschentscheidung,
  expected: number | undefined,
  now: Date,
): Promise<LoeschantragRow> => {
  const { antrag, unternehmen } = await takeFall(trx, aufrufer, id, expected)
  const durch = aufrufer.clientId
  if (ergebnis === 'abgelehnt') {
    const more = { entschieden_am: now, ablehnungsgrund: grund ?? null }
    const moved = await moveAntrag(trx, antrag, 'abgelehnt', 'kammer', now, durch, more, grund ?? '')
    await moveUnternehmen(trx, unternehmen, 'aktiv', { seite: 'kammer', durch, now })
    const werte = { unternehmen: unternehmen.name, grund: grund ?? '' }
    await tellMembers(trx, aufrufer, unternehmen.id, now, (an) =>
      sendMail(trx, { an, text: 'loeschungAbgelehnt', werte }),
    )
    return moved
  }
  await kurzAlsSystem(trx, aufrufer, now, () => refuseMitVertraegen(trx, unternehmen.id))
  const tage = { beantragt: heuteOf(antrag.beantragt_am ?? now), freigegeben: heuteOf(now) }
  const earliest = fruehesterTermin(tage, frist)
  if (termin !== undefined && termin < earliest)
    throw new ProblemError('rule-violated', {
      detail: `The deletion can be on ${earliest} at the earliest`,
      verstoesse: [
        {
          regel: 'MI-51',
          schwere: 'fehler',
          pfad: '/termin',
          text: `Die Löschung ist frühestens am ${earliest} möglich; bis zum Tag davor kann sie widerrufen werden.`,
          textEnglisch: `The deletion can be on ${earliest} at the earliest; until the day before it can be revoked.`,
        },
      ],
    })
  const bis = widerrufbarBis(tage, frist) ?? null
  const ab = frist.ab === 'antrag' ? tage.beantragt : tage.freigegeben
  const more = { entschieden_am: now, termin: termin ?? earliest, widerruf_ab: ab, widerrufbar_bis: bis }
  const moved = await moveAntrag(trx, antrag, 'freigegeben', 'kammer', now, durch, more)
  await moveUnternehmen(trx, unternehmen, 'loeschungFreigegeben', { seite: 'kammer', durch, now })
  const werte = { unternehmen: unternehmen.name, termin: more.termin, widerrufbarBis: bis ?? '' }
  await tellMembers(trx, aufrufer, unternehmen.id, now, (an) =>
    sendMail(trx, { an, text: 'loeschungFreigegeben', werte }),
  )
  return moved
}

/**
 * Revokes a deletion in time: the company stays as it is, and all members are told (MI-51, MI-52).
 *
 * @throws ProblemError not-found, conflict after the last day
 */
export const revokeLoeschantrag = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  now: Date,
): Promise<LoeschantragRow> => {
  const { antrag, unternehmen } = await takeFall(trx, aufrufer, id)
  const { widerruf_ab: ab, widerrufbar_bis: frist } = antrag
  const bis = ab === null || frist === null ? undefined : await fristMitWartung(trx, ab, frist)
  if (!isWiderrufbar(bis, heuteOf(now)))
    throw new ProblemError('conflict', { detail: `The deletion could be revoked until ${bis}` })
  const durch = aufrufer.clientId
  const moved = await moveAntrag(trx, antrag, 'widerrufen', 'unternehmen', now, durch, { termin: null })
  await moveUnternehmen(trx, unternehmen, 'aktiv', { seite: 'unternehmen', durch, now })
  const werte = { unternehmen: unternehmen.name }
  await tellMembers(trx, aufrufer, unternehmen.id, now, (an) =>
    sendMail(trx, { an, text: 'loeschungWiderrufen', werte }),
  )
  return moved
}
