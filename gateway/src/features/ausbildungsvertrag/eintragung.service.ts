import type { Berufsfassung, Verstoss, Vertragsbedingung, Vertragsuebergehung } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { heuteOf } from '../../heute.ts'
import { type AusbildungsvertragRow, vertragOf } from './ausbildungsvertrag.queries.ts'
import { checkZuweisung, eingang, type Lage, urheberOf } from './schritte.service.ts'
import { isAbfassungVollstaendig, offeneFehler, pruefeMitUmgebung, readUmgebung } from './umfeld.service.ts'
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
}: Eintragungslage): Promise<{ bedingungen: Vertragsbedingung[]; offene: Verstoss[] }> => {
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
  return { bedingungen, offene }
}

/** Proposes the registration to a second clerk. */
export const propose = async (lage: Eintragungslage): Promise<AusbildungsvertragRow> => {
  checkZuweisung(lage)
  return moveVertrag(lage.trx, lage.row, 'eintragungsvorschlag', {
    ...urheberOf(lage),
    ...(await readBedingungen(lage)),
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

/** Registers a contract under the next number, and tells everybody. */
export const register = async (lage: Eintragungslage): Promise<AusbildungsvertragRow> => {
  const { trx, row, now } = lage
  checkZuweisung(lage)
  const schritt = { ...urheberOf(lage), ...(await readBedingungen(lage)) }
  const tag = heuteOf(now)
  const nummer = await nextNummer(trx, row.knr ?? '', tag.slice(0, 4))
  const moved = await moveVertrag(trx, row, 'eintragung', {
    ...schritt,
    spalten: { eintragungsnummer: nummer, eingetragen_am: tag },
    daten: { nummer },
  })
  await mailEintragung(trx, moved)
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
  await mailAntragsteller(trx, moved, 'vertragAbgelehnt', { grund: grund ?? '' })
  return moved
}
