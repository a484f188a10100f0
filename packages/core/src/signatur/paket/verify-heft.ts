import { limits } from '../../contract/limits.ts'
import { sha256 } from '../hash.ts'
import type { Befundstelle } from './befund.ts'
import { isObject, type Json, parseJson, valueAt } from './json.ts'
import { heftForm, paketdateien, pruefwerteForm } from './manifest.ts'
import { createPruefbaum, pruefverfahren } from './pruefbaum.ts'
import { type Heft, type Pruefstand, pairUp, quote, toBefundnachweis, toStelle, tryCanonicalize } from './pruefstand.ts'
import { findStelle } from './stelle.ts'
import { findUnterschiede, type Unterschied } from './unterschied.ts'

const datei = paketdateien.json

/**
 * Checks the book as JSON against the manifest: every report and the head by their hashes, every field by its check value,
 * so that a change is named with report and field. A text that is no JSON any more is followed up to the first place that
 * is not as it was signed. Answers the book, if it can be read at all.
 */
export const checkHeft = (stand: Pruefstand): Heft | undefined => {
  const bytes = stand.dateien.get(datei)
  if (bytes === undefined) return undefined
  const { liste } = stand
  const intakt = stand.intakt.has(datei)
  const baum = readPruefwerte(stand)
  const value = parseJson(bytes)
  if (value === undefined && !intakt) liste.add('dateiUnlesbar', { datei }, { datei })

  const before = liste.befunde.length
  if (value !== undefined && baum !== undefined) nameChanges(stand, baum, value)
  const named = new Set(liste.befunde.slice(before).map(({ nachweis }) => nachweis?.id))
  if (!intakt && baum !== undefined && named.size === 0) nameStelle(stand, baum, Buffer.from(bytes).toString())

  const fehler = value === undefined ? undefined : heftForm.check(value)
  if (value === undefined || fehler !== undefined) {
    if (fehler && intakt) liste.add('form', { datei, fehler: fehler.text }, { datei, pfad: fehler.pfad })
    return undefined
  }
  const heft = value as unknown as Heft
  checkHashes(stand, heft, named)
  if (intakt) checkAngaben(stand, heft)
  return heft
}

/** The check values, if they are the signed ones; changed ones would name the wrong fields. */
const readPruefwerte = ({ dateien, intakt, liste }: Pruefstand): Json | undefined => {
  const bytes = dateien.get(paketdateien.pruefwerte)
  if (bytes === undefined) return undefined
  const value = intakt.has(paketdateien.pruefwerte) ? parseJson(bytes) : undefined
  if (value === undefined || !isObject(value) || !pruefwerteForm.has(value) || value.verfahren !== pruefverfahren) {
    return liste.add('ohnePruefwerte', {}, { datei: paketdateien.pruefwerte })
  }
  return value.werte as Json
}

const nameChanges = (stand: Pruefstand, baum: Json, value: Json): void => {
  const actual = createPruefbaum(value)
  const [expectedReports, actualReports, reports] = [baum, actual, value].map((tree) =>
    isObject(tree) && Array.isArray(tree.ausbildungsnachweise)
      ? (tree.ausbildungsnachweise as readonly Json[])
      : undefined,
  )
  if (!expectedReports || !actualReports || !reports || !isObject(baum) || !isObject(actual)) {
    for (const unterschied of differences(baum, actual)) {
      name(stand, unterschied, value, toStelle(stand, unterschied.pfad))
    }
    return
  }
  nameReportChanges(stand, expectedReports, actualReports, reports)
  const rest = { ausbildungsnachweise: null }
  for (const unterschied of differences({ ...baum, ...rest }, { ...actual, ...rest })) {
    name(stand, unterschied, value, { datei, pfad: unterschied.pfad })
  }
}

const nameReportChanges = (
  stand: Pruefstand,
  expected: readonly Json[],
  actual: readonly Json[],
  reports: readonly Json[],
): void => {
  const { liste, manifest } = stand
  const idOf = (tree: Json) => (isObject(tree) ? tree.id : undefined)
  const { paare, fehlt, zusaetzlich } = pairUp(expected.map(idOf), actual.map(idOf))
  for (const [index, partner] of paare) {
    for (const unterschied of differences(expected[index] as Json, actual[partner] as Json)) {
      name(stand, unterschied, reports[partner] as Json, reportStelle(stand, index, unterschied.pfad))
    }
  }
  for (const index of fehlt) liste.add('nachweisFehlt', {}, reportStelle(stand, index, ''))
  for (const index of zusaetzlich) {
    const fremdId = quote(valueAt(reports[index] as Json, '/fremdId'))
    liste.add('nachweisZusaetzlich', { fremdId }, { datei, pfad: `/ausbildungsnachweise/${index}` })
  }
  const moved = paare.find(([index, partner], place) => place > 0 && partner < (paare[place - 1]?.[1] ?? index))
  if (moved) liste.add('reihenfolge', {}, reportStelle(stand, moved[0], ''))
  if (expected.length !== manifest.nachweise.length) liste.add('angabenAnders', { feld: 'nachweise' }, { datei })
}

const differences = (expected: Json, actual: Json) => findUnterschiede(expected, actual, limits.paketBefunde)

const reportStelle = (stand: Pruefstand, index: number, pfad: string): Befundstelle =>
  toStelle(stand, `/ausbildungsnachweise/${index}${pfad}`)

const name = ({ liste }: Pruefstand, { art, pfad }: Unterschied, value: Json, stelle: Befundstelle): void => {
  const jetzt = quote(valueAt(value, pfad))
  if (art === 'fehlt') liste.add('feldFehlt', {}, stelle)
  else if (art === 'zusaetzlich') liste.add('feldZusaetzlich', { jetzt }, stelle)
  else liste.add('feldGeaendert', { jetzt }, stelle)
}

const nameStelle = (stand: Pruefstand, baum: Json, text: string): void => {
  const stelle = findStelle(baum, text)
  if (stelle === undefined) return
  const jetzt = quote(text.slice(Math.max(0, stelle.at - 10), stelle.at + 40))
  stand.liste.add('stelleGeaendert', { jetzt }, toStelle(stand, stelle.pfad))
}

/** The hashes speak also where the check values are changed themselves: then the report is named, if not the field. */
const checkHashes = ({ liste, manifest }: Pruefstand, heft: Heft, named: ReadonlySet<string | undefined>): void => {
  const reports = new Map(heft.ausbildungsnachweise.map((bericht) => [bericht.id, bericht]))
  for (const nachweis of manifest.nachweise) {
    const bericht = reports.get(nachweis.id)
    if (named.has(nachweis.id)) continue
    const stelle = { datei, nachweis: toBefundnachweis(nachweis) }
    if (bericht === undefined) liste.add('nachweisFehlt', {}, stelle)
    else if (hashOf(bericht.inhalt) !== nachweis.hash) {
      liste.add('nachweisGeaendert', {}, { ...stelle, pfad: '/inhalt' })
    }
  }
  if (!named.has(undefined) && hashOf(heft.berichtsheft.inhalt) !== manifest.berichtsheft.hash) {
    liste.add('kopfGeaendert', {}, { datei, pfad: '/berichtsheft/inhalt' })
  }
}

const hashOf = (value: Json): string | undefined => {
  const text = tryCanonicalize(value)
  return text === undefined ? undefined : sha256(text)
}

/** What the issuer wrote twice has to agree: a signed contradiction is an error of the issuer, and still one. */
const checkAngaben = ({ liste, manifest }: Pruefstand, heft: Heft): void => {
  const { berichtsheft } = manifest
  const kopf = { id: heft.berichtsheft.id, hash: heft.berichtsheft.hash, fremdId: heft.berichtsheft.inhalt.fremdId }
  for (const { pfad } of findUnterschiede(berichtsheft, kopf as Json, 3)) {
    liste.add('angabenAnders', { feld: pfad }, { datei, pfad: '/berichtsheft' })
  }
  if (heft.ausbildungsnachweise.length !== manifest.nachweise.length) {
    liste.add('angabenAnders', { feld: 'nachweise' }, { datei, pfad: '/ausbildungsnachweise' })
  }
  for (const [index, nachweis] of manifest.nachweise.entries()) {
    const { id, fremdId, nr, hash, inhalt } = heft.ausbildungsnachweise[index] ?? {}
    const angaben = { id, fremdId, nr, hash, zeitraum: inhalt?.zeitraum } as unknown as Json
    for (const { pfad } of findUnterschiede(nachweis, angaben, 5)) {
      liste.add('angabenAnders', { feld: pfad }, { datei, nachweis: toBefundnachweis(nachweis), pfad })
    }
  }
}
