import { kontextOfRolle, type Uebernahme, type Uebernahmekonto, type Uebernahmerolle } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Config } from '../../config.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { findKontoByEmail, insertKonto } from '../konto/konto.queries.ts'
import { appendKontoereignis } from '../konto/konto-ereignis.ts'
import { pageOf } from '../konto/kontomail.ts'

interface UebernahmeRow {
  readonly id: string
  readonly benutzername: string
  readonly ergebnis: Uebernahme['ergebnis']
  readonly konto_id: string | null
  readonly ohne_unternehmen: string[]
  readonly geaendert_am: Date
}

/** Row to contract. */
export const toUebernahme = (row: Omit<UebernahmeRow, 'id'>): Uebernahme => ({
  benutzername: row.benutzername,
  ergebnis: row.ergebnis,
  ...(row.konto_id === null ? {} : { kontoId: row.konto_id }),
  ...(row.ohne_unternehmen.length === 0 ? {} : { ohneUnternehmen: row.ohne_unternehmen }),
  zeitpunkt: row.geaendert_am.toISOString(),
})

/** What a takeover works with, in a transaction of the system. */
export interface UebernahmeContext {
  readonly trx: Knex.Transaction
  readonly config: Pick<Config, 'PUBLIC_URL'>
  /** The account or machine client that asked for it. */
  readonly durch: string
  readonly now: Date
}

/** Addresses that several of these accounts share, in lower case: it cannot be told whose they are (BH-27). */
export const findGeteilteAdressen = (
  konten: readonly Pick<Uebernahmekonto, 'email' | 'benutzername'>[],
): Set<string> => {
  const first = new Map<string, string>()
  const geteilt = new Set<string>()
  for (const { email, benutzername } of konten) {
    const adresse = email.toLowerCase()
    if ((first.get(adresse) ?? benutzername) !== benutzername) geteilt.add(adresse)
    first.set(adresse, benutzername)
  }
  return geteilt
}

/**
 * Takes over accounts of an old system: each person gets an account without a password, the roles of before, and a mail
 * that asks to set a password once. What was taken over before stays as it is.
 *
 * @returns what became of each, in the same order
 * @see BH-25 to BH-28
 */
export const takeOver = async (c: UebernahmeContext, konten: readonly Uebernahmekonto[]): Promise<Uebernahme[]> => {
  const geteilt = findGeteilteAdressen(konten)
  const results: Uebernahme[] = []
  for (const konto of konten) results.push(await takeOverOne(c, konto, geteilt.has(konto.email.toLowerCase())))
  return results
}

const takeOverOne = async (c: UebernahmeContext, konto: Uebernahmekonto, istGeteilt: boolean): Promise<Uebernahme> => {
  const { trx, now } = c
  const { benutzername } = konto
  const known: UebernahmeRow | undefined = await trx('kontouebernahme').where({ benutzername }).forUpdate().first()
  if (known?.konto_id) return { ...toUebernahme(known), ergebnis: 'unveraendert' }
  const kontoId = istGeteilt ? undefined : await createKonto(c, konto)
  const row = {
    benutzername,
    ergebnis: istGeteilt ? ('emailDoppelt' as const) : kontoId ? ('uebernommen' as const) : ('emailVergeben' as const),
    konto_id: kontoId ?? null,
    ohne_unternehmen: kontoId ? await giveRollen(c, kontoId, konto.rollen) : [],
    geaendert_am: now,
  }
  await trx('kontouebernahme')
    .insert({ ...row, id: createId(now), erstellt_am: now })
    .onConflict('benutzername')
    .merge(['ergebnis', 'konto_id', 'ohne_unternehmen', 'geaendert_am'])
  return toUebernahme(row)
}

/** Makes the account and mails its person; `undefined` when the address has an account. */
const createKonto = async (
  { trx, config, durch, now }: UebernahmeContext,
  { email, vorname, nachname, sprache, benutzername }: Uebernahmekonto,
): Promise<string | undefined> => {
  if (await findKontoByEmail(trx, email)) return undefined
  const id = createId(now)
  if (!(await insertKonto(trx, { id, email, vorname, nachname, sprache, status: 'aktiv' }, now))) return undefined
  await appendKontoereignis(trx, { kontoId: id, art: 'konto.uebernommen', durch, zeitpunkt: now })
  await sendMail(trx, {
    an: id,
    text: 'kontoUebernommen',
    werte: { vorname, nachname, benutzername, verweis: pageOf(config.PUBLIC_URL, 'passwort') },
  })
  return id
}

/** Gives the roles of before; answers the companies that are not active here, whose roles cannot be given. */
const giveRollen = async (
  { trx, durch, now }: UebernahmeContext,
  kontoId: string,
  rollen: readonly Uebernahmerolle[],
): Promise<string[]> => {
  const fehlend = new Set<string>()
  for (const { anwendung, rolle, knr, identnummer } of rollen) {
    const istKammerrolle = kontextOfRolle[rolle] === 'kammer'
    const unternehmen: { id: string } | undefined = istKammerrolle
      ? undefined
      : await trx('unternehmen')
          .where({ knr, identnummer: identnummer ?? null, status: 'aktiv' })
          .first('id')
    if (!istKammerrolle && unternehmen === undefined) {
      fehlend.add(`${knr} ${identnummer ?? ''}`.trim())
      continue
    }
    if (unternehmen)
      await trx('mitgliedschaft')
        .insert({
          unternehmen_id: unternehmen.id,
          konto_id: kontoId,
          status: 'aktiv',
          version: 1,
          erstellt_am: now,
          geaendert_am: now,
        })
        .onConflict()
        .ignore()
    await trx('rollenzuweisung')
      .insert({
        id: createId(now),
        konto_id: kontoId,
        unternehmen_id: unternehmen?.id ?? null,
        knr: istKammerrolle ? knr : null,
        anwendung,
        rolle,
        gueltig_von: heuteOf(now),
        vergeben_am: now,
      })
      .onConflict()
      .ignore()
    await appendKontoereignis(trx, {
      kontoId,
      art: 'konto.rolleUebernommen',
      durch,
      zeitpunkt: now,
      daten: { anwendung, rolle, bereich: unternehmen ? `unternehmen:${unternehmen.id}` : `kammer:${knr}` },
    })
  }
  return [...fehlend]
}
