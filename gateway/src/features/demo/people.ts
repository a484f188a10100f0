import path from 'node:path'
import { nameOfKammer, type Rolle } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsAufrufer, alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import { toPerson } from '../anmeldung/angemeldeter.ts'
import { decideByHand } from '../elster/elster.service.ts'
import { hasKonto, registerDemoKonto } from '../konto/demokonto.service.ts'
import { requestBeitritt } from '../mitgliedsanfrage/anfrage-stellen.service.ts'
import { admitMitglied } from '../mitgliedschaft/mitgliedschaft.service.ts'
import { insertRolle } from '../rolle/rolle.service.ts'
import { upsertStammdaten } from '../stammdaten/stammdaten.queries.ts'
import { appendStammdatenereignis } from '../stammdaten/stammdaten-ereignis.ts'
import { withDocumentProcess } from '../uebermittlung/document-pool.ts'
import { decideUnternehmen } from '../unternehmen/entscheidung.service.ts'
import { claimUnternehmen, registerUnternehmen } from '../unternehmen/unternehmen.service.ts'
import { appendUnternehmensereignis } from '../unternehmen/unternehmen-ereignis.ts'
import { wissensdemo } from '../wissen/demo.ts'
import { demoKnr, demoUnternehmen } from './books.ts'
import type { DemoParties } from './credentials.ts'

/** The password of everybody in the demo. It is no secret: people of the demo exist in a demo only. */
export const demoPasswort = 'Regenschirm im Mai'

/** Somebody of the demo, and what may be done with the account. */
export interface DemoPerson {
  readonly email: string
  readonly vorname: string
  readonly nachname: string
  /** Company (index into {@link demoUnternehmen}), chamber or operator, and the role there. */
  readonly rollen: readonly (readonly [number | 'kammer' | 'betreiber', string, Rolle])[]
}

const person = (email: string, vorname: string, nachname: string, rollen: DemoPerson['rollen']): DemoPerson => ({
  email: `${email}@demo.example`,
  vorname,
  nachname,
  rollen,
})

/** Everybody of the demo: the main roles, one person with two companies, one without any. */
export const demoPersonen: readonly DemoPerson[] = [
  person('chefin', 'Frauke', 'Störtebeker', [
    [0, 'meine-ihk', 'unternehmensadministrator'],
    [0, 'berichtsheft', 'ausbildungsadministrator'],
  ]),
  person('ausbilder', 'Wolfgang', 'Störtebeker', [
    [0, 'berichtsheft', 'ausbilder'],
    [1, 'berichtsheft', 'ausbilder'],
  ]),
  person('beauftragte', 'Mira', 'Lund', [[0, 'berichtsheft', 'ausbildungsbeauftragter']]),
  person('azubi', 'Nele', 'Überschär', [[0, 'berichtsheft', 'azubi']]),
  person('meister', 'Hans', 'Friesecke', [[1, 'meine-ihk', 'unternehmensadministrator']]),
  person('sachbearbeitung', 'Bela', 'Sachs', [['kammer', 'kammer', 'sachbearbeitung']]),
  person('leitung', 'Kirsten', 'Amtmann', [['kammer', 'kammer', 'kammeradministration']]),
  person('betreiber', 'Ole', 'Rechner', [['betreiber', 'betrieb', 'betreiber']]),
  person('neu', 'Jonas', 'Brandt', []),
]

/**
 * Makes companies and people of the demo that are not there yet, in one transaction: two active companies with their
 * members, a registration that waits for its check and one whose letter waits to be posted, and an open request to join.
 */
export const loadPeople = (deps: Deps, { kammer }: DemoParties): Promise<boolean> =>
  withDocumentProcess((write) =>
    alsSystem(deps, async (trx) => {
      const now = deps.now()
      await trx.raw("select pg_advisory_xact_lock(hashtextextended('demo people', 0))")
      // They come together; whoever has one of the addresses came with the rest, or before the demo.
      for (const { email } of demoPersonen) if (await hasKonto(trx, email)) return false
      const nummern = demoUnternehmen.map(({ identnummer }) => identnummer)
      if (await trx('unternehmen').where({ knr: demoKnr }).whereIn('identnummer', nummern).first('id')) return false
      const konten = new Map<string, string>()
      for (const one of demoPersonen) konten.set(one.email, await registerDemoKonto(trx, one, demoPasswort, now))
      const neu = konten.get('neu@demo.example') ?? ''
      const firmen: string[] = []
      for (const firma of demoUnternehmen.slice(0, 2)) firmen.push(await storeFirma(trx, firma, now))
      for (const { email, rollen } of demoPersonen)
        for (const [wo, anwendung, rolle] of rollen)
          await giveDemoRolle(trx, konten.get(email) ?? '', wo, anwendung, rolle, firmen, now)

      await alsAufrufer(trx, kammer, now)
      const saetze = demoUnternehmen.map((inhalt) => ({
        art: 'unternehmen' as const,
        schluessel: inhalt.identnummer,
        inhalt,
      }))
      const stapel = await upsertStammdaten(trx, demoKnr, saetze, now)
      await appendStammdatenereignis(trx, { knr: demoKnr, durch: kammer.clientId, zeitpunkt: now, ...stapel })

      const jonas = toPerson({ kontoId: neu, stufe: 'normal', scopes: ['person'] })
      const [werkstatt, , dritte, vierte] = demoUnternehmen
      if (werkstatt === undefined || dritte === undefined || vierte === undefined) return false
      await alsAufrufer(trx, jonas, now)
      await registerUnternehmen(trx, deps, jonas, withoutNumber(dritte), now)
      const { id } = await registerUnternehmen(trx, deps, jonas, withoutNumber(vierte), now)
      const { name, anschrift, identnummer } = werkstatt
      const wunsch = { anwendung: 'berichtsheft', rolle: 'ausbildungsbeauftragter' as const }
      await requestBeitritt(trx, jonas, { name, anschrift, identnummer, knr: demoKnr, ...wunsch }, now)

      await alsAufrufer(trx, kammer, now)
      const { elster_status } = await claimUnternehmen(trx, kammer, id, now)
      if (elster_status === 'offen') await decideByHand(trx, kammer, id, 'Handelsregisterauszug lag vor.', now)
      const stamm: { id: string } | undefined = await trx('stammsatz')
        .where({ knr: demoKnr, art: 'unternehmen', schluessel: vierte.identnummer })
        .first('id')
      if (stamm === undefined) throw new Error('a company of the demo is not in the register')
      const entscheidung = { ergebnis: 'freigegeben' as const, stammsatzId: stamm.id }
      await decideUnternehmen(trx, { deps, write }, kammer, id, entscheidung, undefined, now)
      return true
    }),
  )

type Firma = (typeof demoUnternehmen)[number]

/** As the registrant writes it: he does not know the number. */
const withoutNumber = ({ name, anschrift }: Firma) => ({ name, anschrift, knr: demoKnr })

const storeFirma = async (trx: Knex.Transaction, { name, identnummer, anschrift }: Firma, now: Date) => {
  const id = createId(now)
  const times = { erstellt_am: now, geaendert_am: now }
  await trx('unternehmen').insert({
    ...{ id, knr: demoKnr, name, identnummer, status: 'aktiv', version: 1 },
    ...anschrift,
    ...times,
  })
  await appendUnternehmensereignis(trx, {
    unternehmenId: id,
    art: 'unternehmen.aktiv',
    durch: 'system',
    zeitpunkt: now,
    daten: { herkunft: 'demo' },
  })
  return id
}

const giveDemoRolle = async (
  trx: Knex.Transaction,
  kontoId: string,
  wo: DemoPerson['rollen'][number][0],
  anwendung: string,
  rolle: Rolle,
  firmen: readonly string[],
  now: Date,
): Promise<void> => {
  const unternehmenId = typeof wo === 'number' ? firmen[wo] : undefined
  if (unternehmenId !== undefined) await admitMitglied(trx, { unternehmenId, kontoId, durch: 'system' }, now)
  const bereich = unternehmenId !== undefined ? { unternehmenId } : wo === 'kammer' ? { knr: demoKnr } : {}
  await insertRolle(trx, { ...bereich, kontoId, anwendung, rolle, gueltigVon: heuteOf(now), durch: 'system' }, now)
}

/** Who can sign in to the demo, and where the mails arrive. */
export interface DemoPeople {
  readonly passwort: string
  readonly mails: string
  readonly personen: readonly { readonly email: string; readonly rollen: string }[]
}

/** Tells it, for the greeting and the first page. */
export const describePeople = ({ DATA_DIR, SMTP_URL }: Pick<Deps['config'], 'DATA_DIR' | 'SMTP_URL'>): DemoPeople => ({
  passwort: demoPasswort,
  mails: SMTP_URL === undefined ? path.join(DATA_DIR, 'mails') : 'your mail server',
  personen: [
    ...demoPersonen.map((one) => ({ email: one.email, rollen: describeRollen(one) })),
    ...wissensdemo.map(({ email, knr, rollen }) => ({
      email,
      rollen: `${rollen.map(([rolle]) => rolle).join(', ')} (${nameOfKammer(knr) ?? knr})`,
    })),
  ],
})

const describeRollen = ({ rollen }: DemoPerson): string =>
  rollen.length === 0
    ? 'no role: has registered two companies and asked to join one'
    : rollen.map(([wo, , rolle]) => `${rolle} (${describeBereich(wo)})`).join(', ')

const describeBereich = (wo: DemoPerson['rollen'][number][0]): string => {
  if (typeof wo === 'number') return demoUnternehmen[wo]?.name ?? ''
  return wo === 'kammer' ? (nameOfKammer(demoKnr) ?? demoKnr) : 'the gateway'
}
