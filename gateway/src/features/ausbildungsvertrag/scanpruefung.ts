import type { Scanfassung, Verstoss, Vertragsdokument, Vertragseinstellungen } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { isId } from '../../ids.ts'
import { type Dokumenteintrag, fassungOf, listUnterlagen } from './unterlagen.queries.ts'
import { befund, refuseBefunde } from './vertragsbefund.ts'

const fehltHier = befund(
  'DV-05',
  '/dokument/kennung',
  'Dieses Dokument liegt zu dem Vertrag nicht vor; laden Sie es zuerst hoch.',
  'There is no such document of the contract; upload it first.',
)

const fremderScan = befund(
  'DV-05',
  '/dokument',
  'Der Scan zeigt einen anderen Vertrag oder eine andere Fassung als die zum Druck freigegebene.',
  'The scan is of another contract, or of another version than the one that was released for print.',
)

const unlesbar = befund(
  'DV-05',
  '/dokument',
  'Auf dem Scan ist kein Kennzeichen der Fassung lesbar; diese Kammer nimmt ihn so nicht an.',
  'No mark of the version can be read on the scan; this chamber does not take it.',
)

const ohneScan = befund(
  'DV-05',
  '/dokument',
  'Diese Kammer verlangt den unterschriebenen Vertrag als Datei, auf der das Kennzeichen der Fassung lesbar ist.',
  'This chamber wants the signed contract as a file on which the mark of the version can be read.',
)

/**
 * Compares the signed scan with the version that was released for print. Which one it is: the document that is named, else the
 * scan of the contract that was uploaded last. What the scan says about itself counts more than what its sender says.
 *
 * @param art what is looked for where no document is named
 * @returns what was found; `undefined` without a scan in the safe
 * @throws ProblemError rule-violated for a scan of another contract or version, and where the chamber wants a readable mark
 */
export const checkScan = async (
  trx: Knex.Transaction,
  fassung: { readonly vertragId: string; readonly abfassung: string | null },
  dokument: Vertragsdokument | undefined,
  { unlesbarerScan = 'hinweis' }: Pick<Vertragseinstellungen, 'unlesbarerScan'>,
  art: 'vertrag' | 'aenderung' = 'vertrag',
): Promise<Scanfassung | undefined> => {
  const unterlagen = await listUnterlagen(trx, fassung.vertragId)
  const named = dokument?.kennung
  const scan =
    named === undefined
      ? unterlagen.filter((one) => one.art === art).at(-1)
      : unterlagen.find(({ dokument_id }) => dokument_id === named)
  if (scan === undefined && named !== undefined && isId(named)) refuseBefunde([fehltHier])
  const found = scan && fassungOf(scan, fassung)
  if (found === 'andere') refuseBefunde([fremderScan])
  if (unlesbarerScan === 'ablehnung' && found !== 'passend') refuseBefunde([scan === undefined ? ohneScan : unlesbar])
  return found
}

/** Notes for the clerk about scans that nobody but people can compare. */
export const scanhinweise = async (
  trx: Knex.Transaction,
  vertragId: string,
  dokumente: readonly Dokumenteintrag[],
): Promise<Verstoss[]> => {
  const unreadable = (await listUnterlagen(trx, vertragId)).filter(
    (row) => row.art === 'vertrag' && row.marken === '[]',
  )
  return unreadable.map(({ dokument_id }) => ({
    ...befund(
      'DV-05',
      `/dokumente/${dokumente.findIndex(({ kennung }) => kennung === dokument_id)}`,
      'Auf diesem Scan ist kein Kennzeichen der Fassung lesbar. Vergleichen Sie ihn mit der freigegebenen Fassung.',
      'No mark of the version can be read on this scan. Compare it with the version that was released.',
    ),
    schwere: 'hinweis' as const,
  }))
}
