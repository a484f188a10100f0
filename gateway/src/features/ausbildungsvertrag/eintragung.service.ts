import type {
  Berufsfassung,
  CreateEintragungsmeldung,
  Nummernquelle,
  Verstoss,
  Vertragsbedingung,
  Vertragseinstellungen,
  Vertragsuebergehung,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { heuteOf } from '../../heute.ts'
import { ProblemError } from '../../problem-error.ts'
import { issueVertragsbriefe } from '../vertragsbrief/vertragsbrief.service.ts'
import { isAbfassungVollstaendig } from './abfassung.service.ts'
import { type AusbildungsvertragRow, vertragOf } from './ausbildungsvertrag.queries.ts'
import { findVertragseinstellungen } from './einstellungen.service.ts'
import { checkZuweisung, eingang, type Lage, urheberOf } from './schritte.service.ts'
import { offeneFehler, pruefeMitUmgebung, readUmgebung } from './umfeld.service.ts'
import { befund, refuseBefunde } from './vertragsbefund.ts'
import { mailVertragslinks } from './vertragslink.service.ts'
import { mailAntragsteller, mailEintragung } from './vertragsmail.ts'
import { moveVertrag } from './vertragsschritt.ts'

/** What a registration is decided with: also the catalogue of occupations. */
export interface Eintragungslage extends Lage {
  readonly katalog: readonly Berufsfassung[]
}

/** What holds for a registration now, and the errors that stand in its way. */
const readBedingungen = async ({
  trx,
  aufrufer,
  row,
  katalog,
  now,
}: Eintragungslage): Promise<{
  bedingungen: Vertragsbedingung[]
  offene: Verstoss[]
  einstellungen: Vertragseinstellungen
}> => {
  const vertrag = vertragOf(row)
  const umgebung = await readUmgebung(trx, aufrufer, vertrag, now)
  const pruefung = pruefeMitUmgebung(vertrag, katalog, umgebung, row.eingang_am, now)
  const offene = offeneFehler(pruefung, JSON.parse(row.uebergehungen) as Vertragsuebergehung[])
  const bedingungen: Vertragsbedingung[] = [
    ...eingang(row),
    umgebung.einstellungen.vierAugen ? 'vierAugen' : 'einAugenpaar',
    ...(isAbfassungVollstaendig(vertrag, umgebung.einstellungen) ? ['abfassungVollstaendig' as const] : []),
    ...(offene.length === 0 ? ['ohneOffeneFehler' as const] : []),
    ...(row.vorgeschlagen_von === aufrufer.clientId ? [] : ['anderePerson' as const]),
  ]
  return { bedingungen, offene, einstellungen: umgebung.einstellungen }
}

/** Proposes the registration to a second clerk. */
export const propose = async (lage: Eintragungslage): Promise<AusbildungsvertragRow> => {
  checkZuweisung(lage)
  const { bedingungen, offene } = await readBedingungen(lage)
  return moveVertrag(lage.trx, lage.row, 'eintragungsvorschlag', {
    ...urheberOf(lage),
    bedingungen,
    offene,
    spalten: { vorgeschlagen_von: lage.aufrufer.clientId },
  })
}

/**
 * The next number of a chamber in a year. The row of the counter is locked until the transaction ends, so a registration
 * that is undone leaves no gap, and two at the same time get one number after the other.
 */
const nextNummer = async (trx: Knex.Transaction, knr: string, jahr: string): Promise<string> => {
  const { rows } = await trx.raw<{ rows: { stand: number }[] }>(
    `insert into eintragungszaehler as z (knr, jahr, stand) values (:knr, :jahr, 1)
     on conflict (knr, jahr) do update set stand = z.stand + 1
     returning stand`,
    { knr, jahr: Number(jahr) },
  )
  return `${jahr}-${knr}-${String(rows[0]?.stand).padStart(6, '0')}`
}

/** Everybody is told: the company by mail, the parties by their links, all of them by a letter (DV-11). */
const tellEintragung = async ({ trx, deps, now }: Lage, row: AusbildungsvertragRow): Promise<void> => {
  await issueVertragsbriefe(trx, row, 'eintragung', now)
  await mailEintragung(trx, row)
  await mailVertragslinks(trx, deps.config, row, now)
}

/** @throws ProblemError conflict when the numbers of the chamber come from elsewhere */
const checkNummernquelle = (expected: Nummernquelle, { nummernquelle = 'gateway' }: Vertragseinstellungen): void => {
  if (nummernquelle === expected) return
  throw new ProblemError('conflict', {
    detail:
      expected === 'gateway'
        ? "The chamber's own system gives the numbers: report its registration"
        : 'The gateway gives the numbers of this chamber: register the contract here',
  })
}

/** Registers a contract under the next number, and tells everybody. */
export const register = async (lage: Eintragungslage): Promise<AusbildungsvertragRow> => {
  const { trx, row, now } = lage
  checkZuweisung(lage)
  const { einstellungen, ...bedingungen } = await readBedingungen(lage)
  checkNummernquelle('gateway', einstellungen)
  const tag = heuteOf(now)
  const nummer = await nextNummer(trx, row.knr ?? '', tag.slice(0, 4))
  const moved = await moveVertrag(trx, row, 'eintragung', {
    ...urheberOf(lage),
    ...bedingungen,
    spalten: { eintragungsnummer: nummer, eingetragen_am: tag, nummernquelle: 'gateway' },
    daten: { nummer },
  })
  await tellEintragung(lage, moved)
  return moved
}

/**
 * Takes the registration that the chamber's own system made under a number of its own series. It has looked at the contract with
 * as many eyes as it wants; what else a registration asks for holds here, too.
 *
 * @throws ProblemError conflict where the gateway gives the numbers, or another contract has this one; rule-violated
 */
export const reportEintragung = async (
  lage: Eintragungslage,
  { eintragungsnummer, eingetragenAm }: CreateEintragungsmeldung,
): Promise<AusbildungsvertragRow> => {
  const { trx, row, now } = lage
  checkZuweisung(lage)
  const { einstellungen, bedingungen, offene } = await readBedingungen(lage)
  checkNummernquelle('kammer', einstellungen)
  if (eingetragenAm > heuteOf(now))
    refuseBefunde([
      befund('DV-11', '/eingetragenAm', 'Dieser Tag liegt in der Zukunft.', 'This day lies in the future.'),
    ])
  const moved = await moveVertrag(trx, row, 'eintragung', {
    ...urheberOf(lage),
    bedingungen: [...bedingungen, 'einAugenpaar', 'anderePerson'],
    offene,
    spalten: { eintragungsnummer, eingetragen_am: eingetragenAm, nummernquelle: 'kammer' },
    daten: { nummer: eintragungsnummer },
  })
  await tellEintragung(lage, moved)
  return moved
}

/** Refuses the registration with a reason; after a request only once its deadline has passed (BBiG § 35 Abs. 2). */
export const refuse = async (lage: Lage, grund: string | undefined): Promise<AusbildungsvertragRow> => {
  const { trx, row, now } = lage
  checkZuweisung(lage)
  const frist: string | undefined = row.nachforderung === null ? undefined : JSON.parse(row.nachforderung).frist
  const moved = await moveVertrag(trx, row, 'ablehnung', {
    ...urheberOf(lage),
    grund,
    bedingungen: frist !== undefined && frist < heuteOf(now) ? ['fristAbgelaufen'] : [],
  })
  const { rechtsbehelf } = await findVertragseinstellungen(trx, row.knr ?? undefined)
  await issueVertragsbriefe(trx, moved, 'ablehnung', now, { grund, rechtsbehelf })
  await mailAntragsteller(trx, moved, 'vertragAbgelehnt', { grund: grund ?? '' })
  return moved
}
