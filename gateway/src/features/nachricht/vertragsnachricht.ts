import {
  type CreateVertragsaenderung,
  type Eintragungsnachricht,
  pruefeAufloesung,
  type Vertragsantrag,
  type Vertragsantragsnachricht,
  type Vertragsverweis,
} from '@berichtsheft/core'
import type { NachrichtDocument } from '@berichtsheft/core/xml'
import type { Knex } from 'knex'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import type { Antrag } from '../ausbildungsvertrag/antragsstapel.service.ts'
import { abfassungOf, vertragOf } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { beginVertrag, pruefeGespeicherten } from '../ausbildungsvertrag/ausbildungsvertrag.service.ts'
import { giveBescheid } from '../ausbildungsvertrag/bescheid.service.ts'
import { type Eintragungslage, reportEintragung } from '../ausbildungsvertrag/eintragung.service.ts'
import { proveEmpfang } from '../ausbildungsvertrag/empfang-nachweis.service.ts'
import { claim, demand, type Lage, submit, supply } from '../ausbildungsvertrag/schritte.service.ts'
import { befund, refuseBefunde } from '../ausbildungsvertrag/vertragsbefund.ts'
import { takeVertrag } from '../ausbildungsvertrag/vertragsschritt.ts'
import { beginAenderung, judgeAenderung } from '../vertragsaenderung/aenderung.service.ts'
import { takeAenderung } from '../vertragsaenderung/aenderungsschritt.ts'
import { submit as submitAenderung } from '../vertragsaenderung/schritte.service.ts'
import { dissolve, reportAufloesung } from '../vertragsende/aufloesung.service.ts'
import type { Done, Nachrichtenmittel } from './nachricht.service.ts'
import { inPart, movePointers } from './pointers.ts'

/** The contract that a message speaks of, by all that it says of it. @throws ProblemError not-found */
const findVertragId = async (
  trx: Knex.Transaction,
  { vertragId, eintragungsnummer, fremdId }: Vertragsverweis,
): Promise<string> => {
  const named = { id: vertragId, eintragungsnummer, fremd_id: fremdId }
  if (Object.values(named).every((value) => value === undefined))
    throw new ProblemError('not-found', { detail: 'The message names no contract that is there' })
  const query = trx('ausbildungsvertrag').limit(2).select<{ id: string }[]>('id')
  for (const [column, value] of Object.entries(named)) if (value !== undefined) query.where(column, value)
  const [found, another] = await query
  if (found === undefined || another !== undefined)
    throw new ProblemError('not-found', { detail: 'There is no such contract, or more than one' })
  return found.id
}

/** The application that a message carries. Only vendors have keys here; the message of anybody else is known by its UUID. */
export const toAntrag = ({ art }: Angemeldeter, { fremdId, ...antrag }: Vertragsantragsnachricht): Antrag => ({
  ...antrag,
  ...(art === 'anbieter' ? { fremdId } : {}),
})

/**
 * Does what a message about a training contract asks for, by the functions of the JSON operations. An application of a
 * company is handed in at once; one that a chamber passes on is in its hands at once. What the check found comes with the receipt.
 *
 * @returns `undefined` for any other message
 */
export const performForVertrag = async (
  deps: Pick<Nachrichtenmittel, 'config' | 'katalog'>,
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { name, value }: NachrichtDocument,
  now: Date,
): Promise<Done | undefined> => {
  /** @param nummer `neu` for a number that the contract does not have yet */
  const lageOf = async (
    { eintragungsnummer, ...verweis }: Vertragsverweis,
    nummer: 'alt' | 'neu' = 'alt',
  ): Promise<Eintragungslage> => {
    const known = nummer === 'alt' && eintragungsnummer !== undefined ? { ...verweis, eintragungsnummer } : verweis
    const row = await takeVertrag(trx, aufrufer, await findVertragId(trx, known), undefined)
    return { trx, deps, aufrufer, row, katalog: deps.katalog, now }
  }
  switch (name) {
    case 'antragEintragung': {
      const antrag = toAntrag(aufrufer, value.inhalt)
      const row = await beginVertrag(trx, aufrufer, antrag, now)
      if (aufrufer.art !== 'kammer') await inPart('/vertrag', () => submit({ trx, deps, aufrufer, row, now }))
      const { verstoesse } = await pruefeGespeicherten(trx, aufrufer, row.id, deps.katalog, now)
      return { objektId: row.id, verstoesse: movePointers(verstoesse, '/inhalt/vertrag') }
    }
    case 'nachforderung': {
      const { verweis, ...nachforderung } = value.inhalt
      return { objektId: (await demand(await lageOf(verweis), nachforderung)).id }
    }
    case 'nachreichung': {
      const { verweis, ...nachreichung } = value.inhalt
      const lage = await lageOf(verweis)
      return { objektId: (await inPart('/vertrag', () => supply(lage, nachreichung))).id }
    }
    case 'vertragsaenderung': {
      const { verweis, ...antrag } = value.inhalt
      return changeByMessage({ ...deps, trx, aufrufer, now }, await findVertragId(trx, verweis), antrag)
    }
    case 'vertragsaufloesung': {
      const { verweis, ...aufloesung } = value.inhalt
      const lage = await lageOf(verweis)
      // The company tells it, the chamber registers it.
      const tell = aufrufer.art === 'kammer' ? dissolve : reportAufloesung
      const row = await tell(lage, aufloesung)
      return {
        objektId: row.id,
        verstoesse: movePointers(pruefeAufloesung(vertragOf(row), aufloesung), '/inhalt'),
      }
    }
    case 'vertragsbescheid': {
      const { verweis, ...bescheid } = value.inhalt
      const lage = await takenBy(await lageOf(verweis))
      return { objektId: (await giveBescheid(lage, bescheid)).id }
    }
    case 'empfangsnachweis': {
      const { verweis, ...empfang } = value.inhalt
      return { objektId: (await proveEmpfang(await lageOf(verweis), empfang)).id }
    }
    case 'eintragung': {
      const { verweis, vertrag, aussteller, ...meldung } = value.inhalt
      const lage = await takenBy(await lageOf(verweis, 'neu'))
      checkEintragung(lage, vertrag, aussteller)
      return { objektId: (await reportEintragung(lage, meldung)).id }
    }
    default:
      return undefined
  }
}

/** Whoever decides by message takes the contract by that, unless another one has it. */
const takenBy = async (lage: Eintragungslage): Promise<Eintragungslage> => {
  const { status } = lage.row
  return status === 'eingereicht' || status === 'nachgereicht' ? { ...lage, row: await claim(lage) } : lage
}

/** @throws ProblemError rule-violated when a registration is that of another chamber, or of another text */
const checkEintragung = (
  { row, aufrufer }: Lage,
  vertrag: Vertragsantrag,
  { knr }: Eintragungsnachricht['aussteller'],
): void => {
  refuseBefunde([
    ...(knr === aufrufer.knr
      ? []
      : [
          befund(
            'DAV-040',
            '/aussteller/knr',
            'Die Eintragung nennt eine andere Kammer als den Absender.',
            'The registration names another chamber than the sender.',
          ),
        ]),
    ...(abfassungOf(vertrag) === abfassungOf(vertragOf(row))
      ? []
      : [
          befund(
            'DV-11',
            '/vertrag',
            'Eingetragen wurde ein anderer Text als der eingereichte.',
            'Another text was registered than the one that was handed in.',
          ),
        ]),
  ])
}

/** A change by message: one of a company is handed in at once, one of a chamber is in its hands at once. */
const changeByMessage = async (
  {
    config,
    katalog,
    ...mittel
  }: Pick<Nachrichtenmittel, 'config' | 'katalog'> & Pick<Lage, 'trx' | 'aufrufer' | 'now'>,
  vertragId: string,
  antrag: CreateVertragsaenderung,
): Promise<Done> => {
  const { trx, aufrufer, now } = mittel
  const { id } = await beginAenderung(trx, aufrufer, vertragId, antrag, now)
  const fall = await takeAenderung(trx, aufrufer, id, undefined)
  if (aufrufer.art !== 'kammer') await submitAenderung({ ...mittel, ...fall, deps: { config }, katalog })
  const { pruefung } = await judgeAenderung(trx, aufrufer, fall, katalog, now)
  return { objektId: id, verstoesse: movePointers(pruefung.verstoesse, '/inhalt') }
}
