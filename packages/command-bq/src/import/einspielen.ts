import { batchZeilen, type Importzeile } from '@berichtsheft/bq-knowledge/import'
import type { GatewayClient } from '@berichtsheft/sdk'

/** What became of a file. */
export interface Einspielung {
  readonly zeilen: number
  readonly unveraendert: number
  readonly aenderungen: number
  /** Slots where the file and somebody else changed the same. */
  readonly konflikte: readonly string[]
  /** Changesets that were written. */
  readonly saetze: readonly string[]
}

/** How a file is merged. */
export interface Einspielauftrag {
  readonly zeilen: readonly Importzeile[]
  /** The version that it was made from. */
  readonly basis?: readonly Importzeile[] | undefined
  readonly grund: string
  /** Says what would be written and writes nothing. */
  readonly vorschau?: boolean | undefined
  readonly onFortschritt?: (done: number, of: number) => void
}

/**
 * Merges rows into a knowledge base, part by part: each is planned by the node and written as one signed changeset. Breaking off loses
 * nothing: what was written is found unchanged the next time.
 *
 * @throws ProblemError when the node refuses, ConnectionError when it does not answer
 */
export const importZeilen = async (client: GatewayClient, auftrag: Einspielauftrag): Promise<Einspielung> => {
  const { zeilen, basis, grund, vorschau = false, onFortschritt } = auftrag
  const [ids, old] = [new Set(zeilen.map(({ id }) => id)), new Map(basis?.map((zeile) => [zeile.id, zeile]))]
  const gone = [...old.values()].filter(({ id }) => !ids.has(id))
  const parts = [
    ...batchZeilen(zeilen).map((part) => ({
      zeilen: part,
      basis: basis && part.flatMap(({ id }) => old.get(id) ?? []),
    })),
    ...batchZeilen(gone).map((part) => ({ zeilen: [], basis: part })),
  ]
  let [unveraendert, aenderungen, done] = [0, 0, 0]
  const konflikte: string[] = []
  const saetze: string[] = []
  for (const part of parts) {
    const { data: plan } = await client.api.POST('/v1/bq/import/zeilen', { body: { ...toBody(part), grund } })
    if (!plan) throw new Error('the node answered without a plan')
    unveraendert += plan.unveraendert
    aenderungen += plan.schritte.length
    konflikte.push(...plan.schritte.filter(({ lage }) => lage === 'konflikt').map(({ aenderung }) => aenderung.slot))
    if (!vorschau && plan.schritte.length > 0) {
      const { data: satz } = await client.api.POST('/v1/bq/aenderungssaetze', {
        body: { nachricht: grund, nebeneinander: true, aenderungen: plan.schritte.map(({ aenderung }) => aenderung) },
      })
      if (satz) saetze.push(satz.id)
    }
    done += part.zeilen.length
    onFortschritt?.(done, zeilen.length)
  }
  return { zeilen: zeilen.length, unveraendert, aenderungen, konflikte, saetze }
}

/** Rows as the contract has them: lists that may be changed. */
const toBody = ({ zeilen, basis }: { zeilen: readonly Importzeile[]; basis: readonly Importzeile[] | undefined }) => ({
  zeilen: zeilen.map(copyZeile),
  ...(basis === undefined ? {} : { basis: basis.map(copyZeile) }),
})
const copyZeile = ({ id, werte, belege }: Importzeile) => ({ id, werte: [...werte], belege: [...belege] })
