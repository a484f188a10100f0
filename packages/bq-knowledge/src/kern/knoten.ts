import type { Ablehnung, Ablehnungscode } from './ablehnung.ts'
import { refuse } from './ablehnung.ts'
import { type Aenderungssatz, isVerhuellt, type Satzkopf } from './aenderungssatz.ts'
import { grenzen } from './grenzen.ts'
import {
  addKopf,
  checkZulassung,
  createNetz,
  type Gruendung,
  isAktiv,
  isCut,
  type Netz,
  type Netzwirkung,
  pathOf,
  toKopfeintrag,
} from './netz.ts'
import type { Schwaerzung } from './netzangaben.ts'
import { checkSatz, type Satzpruefung } from './pruefung.ts'
import { parseAenderungId } from './slot.ts'
import type { Speicher } from './speicher.ts'
import {
  addSatz,
  createWissensstand,
  forgetWert,
  idOf,
  isGeschwaerzt,
  removeSatz,
  resolve,
  type Wissensstand,
} from './stand.ts'
import { fillSatz, isVollstaendig, redactSatz } from './teilsicht.ts'

/** A node at work: its log, who may write, and the fold of what counts. One writer at a time. */
export interface Knoten {
  readonly speicher: Speicher
  readonly netz: Netz
  readonly stand: Wissensstand
  /** Changesets of which something is missing that was not redacted. */
  readonly unvollstaendig: Set<string>
  readonly pruefe: (wert: unknown) => Satzpruefung
  readonly begleitung?: Begleitung
}

/** What a store that holds only a part of the fold in memory is asked for and told. */
export interface Begleitung {
  /** Brings the redactions that concern changesets into the fold. */
  readonly recall: (ids: readonly string[]) => Promise<void>
  /** Hears which changesets count now and which do so no longer. */
  readonly note: (wirkung: Netzwirkung) => void
}

/** What a node knows of its chains, keys and rules, whatever it holds of the contents. */
export type Netzknoten = Pick<Knoten, 'speicher' | 'netz' | 'unvollstaendig'>

/** What became of a changeset that somebody sent. */
export type Empfangscode = 'neu' | 'bekannt' | 'wartet' | 'gabelung' | Ablehnungscode

/** Result for one changeset of a push; `pfad` tells the place of what is wrong. */
export interface Empfang {
  readonly id: string
  readonly ergebnis: Empfangscode
  readonly pfad?: string
}

/** Opens a node over its log: everything stored is folded again. `pruefe` is the check of each changeset that comes in. */
export const openKnoten = async (gruendung: Gruendung, speicher: Speicher, pruefe = checkSatz): Promise<Knoten> => {
  const knoten: Knoten = {
    speicher,
    netz: createNetz(gruendung),
    stand: createWissensstand(),
    unvollstaendig: new Set(),
    pruefe,
  }
  for await (const satz of speicher.list()) addKopf(knoten.netz, toKopfeintrag(satz))
  adoptRules(knoten)
  for await (const satz of speicher.list()) if (isAktiv(knoten.netz, satz)) include(knoten, satz)
  // Orders that a crash kept from being carried out.
  const orders = [...knoten.stand.schwaerzungen.keys()].filter(({ ort }) => ort).map(idOf)
  for (const ziel of [...orders, ...knoten.stand.netzschwaerzungen]) await executeSchwaerzung(knoten, ziel)
  return knoten
}

/**
 * Takes in one changeset: checks it, stores it, and folds in what now counts. Refused ones leave no trace; known ones are
 * filled in where they were incomplete.
 */
export const receiveSatz = async (knoten: Knoten, wert: unknown): Promise<Empfang> => {
  const pruefung = knoten.pruefe(wert)
  return pruefung.gueltig ? admitSatz(knoten, pruefung.satz) : rejectWert(wert, pruefung.ablehnung)
}

/** The answer to what the check refused. */
export const rejectWert = (wert: unknown, ablehnung: Ablehnung): Empfang => rejected(readId(wert), ablehnung)

/** Takes in one changeset that was checked, see {@link receiveSatz}. */
export const admitSatz = async (knoten: Knoten, satz: Aenderungssatz): Promise<Empfang> => {
  await knoten.begleitung?.recall([satz.id])
  const known = await knoten.speicher.find(satz.id)
  if (known) return fillIn(knoten, known, satz)
  const ablehnung = checkZulassung(knoten.netz, satz) ?? checkAnschluss(knoten.netz, satz)
  if (ablehnung) return rejected(satz.id, ablehnung)
  const { kopf } = satz
  if (isCut(knoten.netz, kopf.knoten, kopf.nr)) return { id: satz.id, ergebnis: 'gabelung' }
  const stored = redactKnown(knoten, satz)
  await knoten.speicher.put(stored)
  const wirkung = addKopf(knoten.netz, toKopfeintrag(satz))
  await applyWirkung(knoten, wirkung, stored)
  if (isAktiv(knoten.netz, satz)) return { id: satz.id, ergebnis: 'neu' }
  return { id: satz.id, ergebnis: isCut(knoten.netz, kopf.knoten, kopf.nr) ? 'gabelung' : 'wartet' }
}

const rejected = (id: string, { code, pfad }: Ablehnung): Empfang => ({ id, ergebnis: code, pfad })

const readId = (wert: unknown): string => {
  const id = (wert as { id?: unknown } | null)?.id
  return typeof id === 'string' ? id.slice(0, 64) : ''
}

/** Whether a changeset follows what is known of its chain; what is unknown may still come. */
const checkAnschluss = (netz: Netz, { kopf }: { kopf: Satzkopf }): Ablehnung | undefined => {
  const pfad = pathOf(netz, kopf.knoten)
  if (kopf.nr > pfad.length + 1 + grenzen.wartend) return refuse('zu-viele-wartend', '/kopf/nr')
  if (kopf.nr === 1 || kopf.nr > pfad.length + 1) return undefined
  const before = netz.koepfe.get(kopf.knoten)?.get(kopf.nr - 1)
  return before?.some(({ id }) => id === kopf.vorgaenger) ? undefined : refuse('kette-falsch', '/kopf/vorgaenger')
}

const fillIn = async (knoten: Knoten, known: Aenderungssatz, satz: Aenderungssatz): Promise<Empfang> => {
  const filled = redactKnown(knoten, fillSatz(known, satz))
  if (filled.aenderungen.some((blatt, i) => blatt !== known.aenderungen[i])) {
    await knoten.speicher.put(filled)
    if (isAktiv(knoten.netz, filled)) include(knoten, filled)
  }
  return { id: satz.id, ergebnis: 'bekannt' }
}

/** What is known to be redacted is not stored with its content, whoever sends it. */
const redactKnown = (knoten: Knoten, satz: Aenderungssatz): Aenderungssatz => {
  const entries = knoten.stand.saetze.get(satz.id)?.aenderungen
  if (!entries && knoten.stand.netzschwaerzungen.size === 0) return satz
  return redactSatz(satz, (index) => isOrdered(knoten, `${satz.id}:${index}:`, satz.kopf.kammer))
}

const isOrdered = ({ stand }: Knoten, id: string, kammer: string): boolean => {
  const entry = resolve(stand, `${id}00000000`)
  if (entry.ort) return isGeschwaerzt(stand, entry)
  const orders = stand.schwaerzungen.get(entry) ?? []
  return (
    orders.some((order) => order.satz.urheber?.kammer === kammer) ||
    [...stand.netzschwaerzungen].some((ziel) => ziel.startsWith(id))
  )
}

/** The pseudonym behind the key of an author, as it was granted for this place of the chain. */
export const personOf = (
  { netz }: Pick<Knoten, 'netz'>,
  { autor, knoten, nr }: Pick<Satzkopf, 'autor' | 'knoten' | 'nr'>,
): string => {
  const zulassungen = netz.zulassungen.get(autor)?.filter((z) => z.knoten === knoten && z.abNr <= nr)
  return zulassungen?.[0]?.person ?? ''
}

const include = (knoten: Knoten, satz: Aenderungssatz): void => {
  addSatz(knoten.stand, satz, personOf(knoten, satz.kopf))
  if (isVollstaendig(satz)) knoten.unvollstaendig.delete(satz.id)
  else if (satz.aenderungen.some((_, i) => isMissing(knoten, satz, i))) knoten.unvollstaendig.add(satz.id)
  else knoten.unvollstaendig.delete(satz.id)
}

const isMissing = ({ stand }: Knoten, satz: Aenderungssatz, index: number): boolean => {
  const blatt = satz.aenderungen[index]
  if (!blatt || 'salz' in blatt) return false
  return isVerhuellt(blatt) || !isGeschwaerzt(stand, resolve(stand, `${satz.id}:${index}:00000000`))
}

const adoptRules = ({ netz, stand }: Knoten): void => {
  stand.richtlinien = netz.richtlinien
  stand.netzschwaerzungen = netz.schwaerzungen
}

const applyWirkung = async (knoten: Knoten, wirkung: Netzwirkung, satz: Aenderungssatz): Promise<void> => {
  knoten.begleitung?.note(wirkung)
  const orders = new Set<string>()
  const before = knoten.stand.netzschwaerzungen
  if (wirkung.regeln) adoptRules(knoten)
  for (const id of wirkung.weg) await exclude(knoten, id)
  for (const ziel of knoten.stand.netzschwaerzungen) if (!before.has(ziel)) orders.add(ziel)
  for (const id of wirkung.neu) {
    const active = id === satz.id ? satz : await reactivate(knoten, id)
    include(knoten, active)
    for (const ziel of listOrders(active)) orders.add(ziel)
  }
  for (const ziel of orders) await executeSchwaerzung(knoten, ziel)
}

/** What was stored before it counted may have been ordered to be removed meanwhile. */
const reactivate = async (knoten: Knoten, id: string): Promise<Aenderungssatz> => {
  await knoten.begleitung?.recall([id])
  const stored = await knoten.speicher.find(id)
  if (!stored) throw new Error(`changeset ${id} counts but is not stored`)
  const satz = redactKnown(knoten, stored)
  if (satz !== stored) await knoten.speicher.put(satz)
  return satz
}

/** A changeset counts no longer. What it ordered to be removed is asked for again, should a partner still have it. */
const exclude = async (knoten: Knoten, id: string): Promise<void> => {
  removeSatz(knoten.stand, id)
  const satz = await knoten.speicher.find(id)
  for (const ziel of satz ? listOrders(satz) : []) {
    await knoten.begleitung?.recall([parseAenderungId(ziel).satz])
    const target = await knoten.speicher.find(parseAenderungId(ziel).satz)
    if (target && isAktiv(knoten.netz, target)) include(knoten, target)
  }
}

/** The changes that a changeset orders to be redacted. */
export const listOrders = ({ aenderungen }: Pick<Aenderungssatz, 'aenderungen'>): string[] =>
  aenderungen.flatMap((blatt) =>
    !isVerhuellt(blatt) && blatt.slot === 'schwaerzung' ? [(blatt.angaben as Schwaerzung).ziel] : [],
  )

/** Removes a content from memory and log, if the order holds. What arrives later is redacted before it is stored. */
const executeSchwaerzung = async (knoten: Knoten, ziel: string): Promise<void> => {
  const { satz: id, index } = parseAenderungId(ziel)
  await knoten.begleitung?.recall([id])
  const satz = await knoten.speicher.find(id)
  if (!satz || !isAktiv(knoten.netz, satz)) return
  include(knoten, satz)
  const eintrag = resolve(knoten.stand, ziel)
  if (!eintrag.ort || !isGeschwaerzt(knoten.stand, eintrag)) return
  forgetWert(eintrag)
  const redacted = redactSatz(satz, (i) => i === index)
  if (redacted !== satz) await knoten.speicher.put(redacted)
  include(knoten, redacted)
}
