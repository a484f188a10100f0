import type { Nachrichtenposition, Nachrichtenzusammenfassung, Verstoss } from '@berichtsheft/core'
import type { NachrichtDocument } from '@berichtsheft/core/xml'
import type { Deps } from '../../deps.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import type { ToProblem } from '../../satzstrom.ts'
import { type Angenommen, type Antragsnachricht, takeAntraege } from './antragsstapel.ts'
import { takeNachricht } from './nachricht.service.ts'
import type { Refusal, Stromnachricht } from './nachricht-lesen.ts'
import { maxFindings, reasonOf } from './rueckweisung.ts'

/** Applications that are stored together, in one transaction. */
const stapel = 500

/** What a stream of messages needs to know of its request. */
export interface Stromanfrage {
  /** Whether the sender waits no more. */
  readonly isGone: () => boolean
  /** Turns an error into what a line or the summary says. */
  readonly toProblem: ToProblem
}

/** What became of a message, and what is known of it. */
type Ergebnis = {
  readonly zeile: number
  readonly document?: NachrichtDocument
  readonly uuid?: string | undefined
} & (Angenommen | Pick<Refusal, 'problem' | 'grund'>)

/**
 * Takes messages one by one in the order of the stream, each as if it came alone; applications that follow one another are
 * checked and stored in sets. A refused message does not stop the others. When the rest cannot be read, what came before
 * counts, and the summary says why; a fault before the first message is thrown.
 */
export async function* takeNachrichten(
  deps: Deps,
  aufrufer: Angemeldeter,
  nachrichten: AsyncIterable<Stromnachricht>,
  anfrage: Stromanfrage,
): AsyncGenerator<Nachrichtenposition | Nachrichtenzusammenfassung> {
  const sum = { gelesen: 0, angenommen: 0, abgelehnt: 0 }
  let problem: Nachrichtenzusammenfassung['problem']
  let position = 0
  const tell = (ergebnis: Ergebnis): Nachrichtenposition => {
    const line = toPosition(ergebnis, ++position)
    sum[line.ergebnis]++
    return line
  }
  const batch: (Antragsnachricht & { readonly zeile: number })[] = []
  const flush = async function* (): AsyncGenerator<Nachrichtenposition> {
    const messages = batch.splice(0)
    if (messages.length === 0) return
    const ergebnisse = await takeAntraege(deps, aufrufer, messages, (document) => take(document))
    for (const [i, document] of messages.entries()) {
      const ergebnis = ergebnisse[i]
      if (ergebnis === undefined) throw new Error('every message has its result')
      yield tell({ zeile: document.zeile, document, ...ergebnis })
    }
  }
  const take = (document: NachrichtDocument) => takeOne(deps, aufrufer, document, anfrage)
  try {
    for await (const nachricht of nachrichten) {
      sum.gelesen++
      if ('problem' in nachricht) {
        yield* flush()
        yield tell(nachricht)
      } else if (nachricht.name === 'antragEintragung') {
        batch.push(nachricht)
        if (batch.length === stapel) yield* flush()
      } else {
        yield* flush()
        yield tell({ zeile: nachricht.zeile, document: nachricht, ...(await take(nachricht)) })
      }
    }
    yield* flush()
  } catch (error) {
    const { error: thrown, body } = anfrage.toProblem(error)
    if (sum.gelesen === 0) throw thrown
    problem = body
    yield* flush()
  }
  yield { art: 'zusammenfassung', ...sum, ...(problem ? { problem } : {}) }
}

/** Takes one message as the route of single messages does. @throws Error where the gateway fails, not the message */
const takeOne = async (
  deps: Deps,
  aufrufer: Angemeldeter,
  document: NachrichtDocument,
  { isGone, toProblem }: Stromanfrage,
): Promise<Angenommen | Pick<Refusal, 'problem' | 'grund'>> => {
  const { readNachricht } = await import('@berichtsheft/core/xml')
  try {
    const { koerper } = await takeNachricht(deps, aufrufer, document, isGone)
    const receipt = readNachricht(koerper)
    if (receipt.name !== 'quittung') throw new Error('a message that was taken has a receipt')
    const { objektId, verstoesse = [] } = receipt.value.inhalt
    return { objektId, verstoesse }
  } catch (error) {
    const { error: problem } = toProblem(error)
    if (problem.statusCode >= 500) throw problem
    return { problem, grund: reasonOf(problem) }
  }
}

const toPosition = (ergebnis: Ergebnis, position: number): Nachrichtenposition => {
  const { zeile, document, uuid } = ergebnis
  const head = document?.value.nachrichtenkopf.identifikation
  const nachrichtenUUID = head?.nachrichtenUUID ?? uuid
  const known = {
    art: 'nachricht' as const,
    position,
    zeile,
    ...(nachrichtenUUID === undefined ? {} : { nachrichtenUUID }),
    ...(document === undefined ? {} : { nachricht: document.element }),
  }
  if ('objektId' in ergebnis)
    return { ...known, ergebnis: 'angenommen', objektId: ergebnis.objektId, ...findingsOf(ergebnis.verstoesse) }
  const { grund, problem } = ergebnis
  const { detail, verstoesse } = problem.details
  return { ...known, ergebnis: 'abgelehnt', grund, text: detail ?? problem.message, ...findingsOf(verstoesse) }
}

const findingsOf = (verstoesse: readonly Verstoss[] = []): Pick<Nachrichtenposition, 'verstoesse'> =>
  verstoesse.length === 0 ? {} : { verstoesse: verstoesse.slice(0, maxFindings) }
