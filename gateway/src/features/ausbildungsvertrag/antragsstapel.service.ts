import { setImmediate } from 'node:timers/promises'
import {
  type Berufsfassung,
  type CreateAusbildungsvertrag,
  transitionVertrag,
  type Verstoss,
  type Vertragsantrag,
  type Vertragsstatus,
} from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import { heuteOf } from '../../heute.ts'
import type { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { movePointers } from '../nachricht/pointers.ts'
import { insertVertraege, textsOf, type Vertragsanlage } from './ausbildungsvertrag.queries.ts'
import { absenderbefunde, anlageereignis, toAnlage } from './ausbildungsvertrag.service.ts'
import { antragsbefunde, pruefeMitUmgebung, readUmgebungen, type Vertragsumgebung } from './umfeld.service.ts'
import { beginVertragsereignisse, type Vertragsereignis } from './vertrag-ereignis.ts'
import { refusedBefunde } from './vertragsbefund.ts'

/** An application of a stack: complete in its form, and a copy of no other contract. */
export type Antrag = Omit<CreateAusbildungsvertrag, 'vorlageId' | 'vertrag'> & { readonly vertrag: Vertragsantrag }

/** What became of an application of a stack; `allein`: it has to be handed in alone, which tells why it cannot be stored. */
export type Antragsergebnis =
  | { readonly id: string; readonly verstoesse: readonly Verstoss[] }
  | { readonly problem: ProblemError }
  | 'allein'

/** An application that may be stored. */
interface Ablage {
  readonly anlage: Vertragsanlage
  readonly ereignisse: readonly Vertragsereignis[]
  readonly verstoesse: readonly Verstoss[]
}

/** Contracts that are checked in one go, some milliseconds long. */
const nachEinander = 20

/** The state that a submission leads to. */
const submittedStatus = (): Vertragsstatus => {
  const ergebnis = transitionVertrag('entwurf', 'einreichung', { durch: 'antragsteller' })
  if ('fehler' in ergebnis) throw new Error('a draft can be handed in')
  return ergebnis.nach
}

/**
 * Checks applications and stores those that can be handed in, in the running transaction and with a few statements for all of
 * them. Each is what beginning and handing in make of it one after the other: the same rights, states, versions and events.
 * A paper of a chamber is in its hands at once.
 *
 * @param katalog occupations that the rules look at
 * @returns what became of each, in the order of the list; pointers start at the application
 */
export const storeAntraege = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  antraege: readonly Antrag[],
  katalog: readonly Berufsfassung[],
  now: Date,
): Promise<Antragsergebnis[]> => {
  const vertraege = antraege.map(({ vertrag }) => vertrag)
  const umgebungen = await readUmgebungen(trx, aufrufer, vertraege, now)
  const status = submittedStatus()
  const ablagen: ReturnType<typeof toAblage>[] = []
  for (const [i, antrag] of antraege.entries()) {
    const umgebung = umgebungen[i]
    if (umgebung === undefined) throw new Error('every contract has its environment')
    ablagen.push(toAblage(aufrufer, antrag, umgebung, status, katalog, now))
    // Other requests come between: a set takes as long as hundreds of them.
    if (i % nachEinander === nachEinander - 1) await setImmediate()
  }
  const gute = ablagen.flatMap((ablage) => ('problem' in ablage ? [] : [ablage]))
  const stored = await insertVertraege(
    trx,
    gute.map(({ anlage }) => anlage),
  )
  const ereignisse = gute.flatMap(({ anlage, ereignisse }) => (stored.has(anlage.id) ? ereignisse : []))
  if (ereignisse.length > 0) await beginVertragsereignisse(trx, ereignisse)
  return ablagen.map((ablage): Antragsergebnis => {
    if ('problem' in ablage) return ablage
    const { anlage, verstoesse } = ablage
    return stored.has(anlage.id) ? { id: anlage.id, verstoesse } : 'allein'
  })
}

const toAblage = (
  aufrufer: Angemeldeter,
  antrag: Antrag,
  umgebung: Vertragsumgebung,
  status: Vertragsstatus,
  katalog: readonly Berufsfassung[],
  now: Date,
): Ablage | { readonly problem: ProblemError } => {
  const { vertrag } = antrag
  const isPapier = aufrufer.art === 'kammer'
  const [first, ...rest] = [
    ...absenderbefunde(aufrufer, antrag, now),
    ...(isPapier ? [] : movePointers(antragsbefunde(vertrag, umgebung), '/vertrag')),
  ]
  if (first) return { problem: refusedBefunde([first, ...rest]) }
  const { clientId: durch } = aufrufer
  const texts = textsOf(vertrag)
  const begun = toAnlage(aufrufer, antrag, vertrag, now, texts.vertrag)
  const anlage = isPapier ? begun : { ...begun, status, version: 2, eingereicht_am: now, eingang_am: heuteOf(now) }
  const einreichung: Vertragsereignis = {
    vertragId: anlage.id,
    art: 'vertrag.einreichung',
    durch,
    zeitpunkt: now,
    daten: { abfassung: sha256(texts.abfassung), status },
  }
  const { verstoesse } = pruefeMitUmgebung(vertrag, katalog, umgebung, anlage.eingang_am, now)
  return {
    anlage,
    ereignisse: [anlageereignis(begun, durch), ...(isPapier ? [] : [einreichung])],
    verstoesse: movePointers(verstoesse, '/vertrag'),
  }
}
