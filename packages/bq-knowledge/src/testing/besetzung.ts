import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import type { Aenderungssatz, Wissensrolle } from '../kern/aenderungssatz.ts'
import { type Knoten, openKnoten, receiveSatz } from '../kern/knoten.ts'
import { addKopf, createNetz, type Gruendung, toKopfeintrag } from '../kern/netz.ts'
import type { Berechtigung } from '../kern/netzangaben.ts'
import { checkSatz, type Satzpruefung } from '../kern/pruefung.ts'
import { createWissensschluessel, signText, verifyText, type Wissensschluessel } from '../kern/schluessel.ts'
import { type Entwurf, type Schreiber, writeSatz } from '../kern/schreiber.ts'
import { createSpeicher } from '../kern/speicher.ts'

/** A person with a key, at a chamber and its node. */
export interface Darsteller extends Wissensschluessel {
  readonly person: string
  readonly kammer: string
  readonly knoten: string
}

/** Invented chambers with their people, a founding document, and the changesets that grant all their keys. */
export interface Besetzung {
  readonly gruendung: Gruendung
  readonly administration: readonly Darsteller[]
  /** Two people of each node; both may edit and review. */
  readonly leute: readonly (readonly [Darsteller, Darsteller])[]
  readonly zulassung: readonly Aenderungssatz[]
}

/** The time that all invented changesets carry; nothing is decided by it. */
export const testzeit = '2026-11-20T12:00:00Z'

/** A person in a role, ready to sign. */
export const asSchreiber = (
  { knoten, kammer, schluessel, privateKey }: Darsteller,
  rolle: Wissensrolle,
): Schreiber => ({
  knoten,
  kammer,
  schluessel,
  rolle,
  sign: (text) => signText(privateKey, text),
})

/** The slot and content of a vote that grants a key. */
export const grantEntwurf = (
  { schluessel, knoten, kammer, person }: Darsteller,
  rollen: readonly Wissensrolle[],
  abNr = 1,
): Entwurf => {
  const angaben: Berechtigung = { knoten, kammer, person, rollen: [...rollen], abNr }
  return { slot: `netz/berechtigung/${schluessel}`, ersetzt: [], wert: null, angaben }
}

/** How a private key of Ed25519 is packed (RFC 8410 section 7), before its 32 bytes. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A key that depends on a text alone; for invented people only. */
const deriveSchluessel = (keim: string): Wissensschluessel => {
  const bytes = createHash('sha256').update(keim).digest()
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, bytes]), format: 'der', type: 'pkcs8' })
  return { privateKey, schluessel: createPublicKey(privateKey).export({ format: 'jwk' }).x as string }
}

/**
 * Invents a network of this many nodes; three chambers administer it, two of which have to agree. With `keim` the keys are the
 * same each time.
 */
export const createBesetzung = (knotenzahl: number, keim?: string): Besetzung => {
  const keyOf = (person: string) =>
    keim === undefined ? createWissensschluessel() : deriveSchluessel(`${keim} ${person}`)
  const createDarsteller = (knoten: string, kammer: string, person: string): Darsteller => ({
    ...keyOf(person),
    person,
    kammer,
    knoten,
  })
  const administration = ['901', '902', '903'].map((kammer) => {
    const key = keyOf(kammer)
    return { ...key, person: `verwaltung-${kammer}`, kammer, knoten: `netz.${key.schluessel}` }
  })
  const gruendung: Gruendung = {
    name: 'Erfundenes Netz',
    mindestens: 2,
    administration: administration.map(({ kammer, schluessel }) => ({ kammer, schluessel })),
  }
  const leute = Array.from({ length: knotenzahl }, (_, i) => {
    const kammer = String(101 + i)
    const knoten = `ihk-${kammer}`
    return [createDarsteller(knoten, kammer, `p${kammer}a`), createDarsteller(knoten, kammer, `p${kammer}b`)] as const
  })
  const votes = leute.flat().map((person) => grantEntwurf(person, ['bearbeiter', 'pruefer', 'redaktion']))
  const netz = createNetz(gruendung)
  const zulassung = administration.slice(0, 2).map((verwalter) => {
    const satz = writeSatz(netz, asSchreiber(verwalter, 'netzadministration'), votes, { erstelltAm: testzeit })
    addKopf(netz, toKopfeintrag(satz))
    return satz
  })
  return { gruendung, administration, leute, zulassung }
}

/**
 * A check that looks at each changeset object once. Nodes of a simulation share objects that nobody changes, so a signature is
 * verified when it first arrives anywhere and not once per node.
 */
export const createGemeinsamePruefung = (verify = verifyText): ((wert: unknown) => Satzpruefung) => {
  const seen = new WeakMap<object, Satzpruefung>()
  return (wert) => {
    if (typeof wert !== 'object' || wert === null) return checkSatz(wert)
    const known = seen.get(wert)
    if (known) return known
    const result = checkSatz(wert, verify)
    seen.set(wert, result)
    return result
  }
}

/** A node in memory that knows all keys of the invented network and nothing else. */
export const openTestknoten = async (
  besetzung: Besetzung,
  pruefe: (wert: unknown) => Satzpruefung = checkSatz,
): Promise<Knoten> => {
  const knoten = await openKnoten(besetzung.gruendung, createSpeicher(), pruefe)
  for (const satz of besetzung.zulassung) await receiveSatz(knoten, satz)
  return knoten
}

/** Writes on a node as one of its people and takes it in there; throws when the node refuses it. */
export const commit = async (
  knoten: Knoten,
  wer: Darsteller,
  rolle: Wissensrolle,
  entwuerfe: readonly Entwurf[],
  optionen: { readonly zugang?: 'oeffentlich' | 'kammern'; readonly nachricht?: string } = {},
): Promise<Aenderungssatz> => {
  const satz = writeSatz(knoten.netz, asSchreiber(wer, rolle), entwuerfe, { erstelltAm: testzeit, ...optionen })
  const { ergebnis, pfad } = await receiveSatz(knoten, satz)
  if (ergebnis !== 'neu') throw new Error(`the own node answered ${ergebnis} at ${pfad ?? ''}`)
  return satz
}

/** Everything that an asynchronous source gives. */
export const collect = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const one of source) all.push(one)
  return all
}

/** Votes of members of the administration, taken in on a node; what it answered to each. */
export const castVotes = async (
  knoten: Knoten,
  verwalter: readonly Darsteller[],
  entwuerfe: readonly Entwurf[],
): Promise<string[]> => {
  const answers: string[] = []
  for (const wer of verwalter) {
    const satz = writeSatz(knoten.netz, asSchreiber(wer, 'netzadministration'), entwuerfe, { erstelltAm: testzeit })
    answers.push((await receiveSatz(knoten, satz)).ergebnis)
  }
  return answers
}

/** A small network with names: Anna and Bernd work at the same chamber, Carla and Dora each at another one. */
export const createKleinesNetz = () => {
  const besetzung = createBesetzung(3)
  const person = (knoten: number, i: 0 | 1): Darsteller => {
    const found = besetzung.leute[knoten]?.[i]
    if (!found) throw new Error(`nobody at ${knoten}`)
    return found
  }
  return { besetzung, anna: person(0, 0), bernd: person(0, 1), carla: person(1, 0), dora: person(2, 0) }
}
