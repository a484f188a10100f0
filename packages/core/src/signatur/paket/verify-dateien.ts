import { limits } from '../../contract/limits.ts'
import { toSeconds } from '../freigabesignatur.ts'
import { sha256 } from '../hash.ts'
import { type Jwks, thumbprint } from '../schluessel.ts'
import { jwsTypen, verifyDetached } from '../signatur.ts'
import { SignaturError } from '../signatur-error.ts'
import type { Befundliste } from './befund.ts'
import { parseJson } from './json.ts'
import { jwksForm, manifestForm, type Paketmanifest, paketdateien, paketformat, pflichtdateien } from './manifest.ts'
import { tryCanonicalize } from './pruefstand.ts'
import type { Archiv } from './zip-read.ts'

type Dateien = ReadonlyMap<string, Uint8Array>

/** Reads the manifest. Without one of the prescribed form nothing else can be checked, and the answer is `undefined`. */
export const readManifest = (dateien: Dateien, liste: Befundliste): Paketmanifest | undefined => {
  const datei = paketdateien.manifest
  const bytes = dateien.get(datei)
  if (bytes === undefined) return liste.add('dateiFehlt', { datei }, { datei })
  const value = parseJson(bytes)
  if (value === undefined) return liste.add('dateiUnlesbar', { datei }, { datei })
  const fehler = manifestForm.check(value)
  if (fehler) return liste.add('form', { datei, fehler: fehler.text }, { datei, pfad: fehler.pfad })
  const manifest = value as unknown as Paketmanifest
  if (manifest.version.split('.')[0] !== paketformat.split('.')[0]) {
    return liste.add('version', { version: manifest.version }, { datei, pfad: '/version' })
  }
  checkUnique(manifest, liste)
  return manifest
}

const checkUnique = ({ dateien, nachweise }: Paketmanifest, liste: Befundliste): void => {
  const keys = [
    ...dateien.map(({ name }) => name),
    ...nachweise.map(({ id }) => id),
    ...nachweise.map(({ fremdId }) => `fremdId ${fremdId}`),
  ]
  const seen = new Set<string>()
  for (const was of keys) {
    if (seen.has(was)) liste.add('doppelt', { was }, { datei: paketdateien.manifest })
    seen.add(was)
  }
  const unordered = nachweise.findIndex(({ nr }, index) => nr !== index + 1)
  if (unordered >= 0) liste.add('reihenfolge', {}, { datei: paketdateien.manifest, pfad: `/nachweise/${unordered}/nr` })
}

/** What the signature of a package proves. */
export interface Unterschrift {
  readonly jwks: Jwks | undefined
  /** Thumbprint of the key that signed, when the signature holds. */
  readonly fingerabdruck: string | undefined
  /** Whether it is one of the keys that the caller trusts. */
  readonly gepinnt: boolean
}

/**
 * Verifies the signature of the manifest with the enclosed keys, and the signing key against the pinned thumbprints.
 */
export const checkUnterschrift = async (
  dateien: Dateien,
  manifest: Paketmanifest,
  liste: Befundliste,
  pinned: readonly string[],
): Promise<Unterschrift> => {
  const jwks = readJwks(dateien, liste)
  const jws = dateien.get(paketdateien.signatur)
  const bytes = dateien.get(paketdateien.manifest)
  if (jws === undefined) liste.add('dateiFehlt', { datei: paketdateien.signatur }, { datei: paketdateien.signatur })
  if (jws === undefined || bytes === undefined || jwks === undefined) {
    return { jwks, fingerabdruck: undefined, gepinnt: false }
  }
  try {
    const token = Buffer.from(jws).toString('latin1')
    const { kid, iat } = await verifyDetached(token, bytes, jwks, jwsTypen.paket)
    const key = jwks.keys.find((candidate) => candidate.kid === kid)
    const fingerabdruck = key && (await thumbprint(key))
    if (fingerabdruck === undefined) throw new SignaturError('schluessel', 'the key has no thumbprint')
    if (kid !== manifest.kid || iat !== toSeconds(manifest.erstelltAm)) {
      liste.add('signaturAngaben', {}, { datei: paketdateien.signatur })
    }
    if (fingerabdruck !== kid) liste.add('schluesselname', { kid }, { datei: paketdateien.jwks })
    const gepinnt = pinned.includes(fingerabdruck)
    if (pinned.length === 0) liste.add('nichtGepinnt', { fingerabdruck })
    else if (!gepinnt) liste.add('andererSchluessel', { fingerabdruck }, { datei: paketdateien.jwks })
    return { jwks, fingerabdruck, gepinnt }
  } catch (error) {
    if (!(error instanceof SignaturError)) throw error
    liste.add('signatur', { grund: error.grund }, { datei: paketdateien.signatur })
    return { jwks, fingerabdruck: undefined, gepinnt: false }
  }
}

const readJwks = (dateien: Dateien, liste: Befundliste): Jwks | undefined => {
  const datei = paketdateien.jwks
  const bytes = dateien.get(datei)
  // A file that the manifest must list is named as missing there.
  if (bytes === undefined) return undefined
  const value = parseJson(bytes)
  if (value === undefined) return liste.add('dateiUnlesbar', { datei }, { datei })
  const fehler = jwksForm.check(value)
  if (fehler) return liste.add('form', { datei, fehler: fehler.text }, { datei, pfad: fehler.pfad })
  return value as unknown as Jwks
}

/** Compares the files of the archive with the manifest, both ways, and answers the names of the intact ones. */
export const checkDateien = (archiv: Archiv, manifest: Paketmanifest, liste: Befundliste): ReadonlySet<string> => {
  const intakt = new Set<string>()
  const listed = new Map(manifest.dateien.map((eintrag) => [eintrag.name, eintrag]))
  const named = new Set(archiv.fehler.map(({ datei }) => datei))
  for (const datei of new Set([...pflichtdateien, ...listed.keys()])) {
    const bytes = archiv.dateien.get(datei)
    const eintrag = listed.get(datei)
    if (bytes === undefined) {
      if (!named.has(datei)) liste.add('dateiFehlt', { datei }, { datei })
    } else if (eintrag !== undefined) {
      if (eintrag.groesse === bytes.length && eintrag.sha256 === sha256(bytes)) intakt.add(datei)
      else liste.add('dateiGeaendert', { datei }, { datei })
    }
  }
  for (const datei of archiv.dateien.keys()) {
    const own = datei === paketdateien.manifest || datei === paketdateien.signatur
    if (!own && !listed.has(datei)) liste.add('dateiUnbekannt', { datei }, { datei })
  }
  for (const datei of intakt) checkForm(datei, archiv.dateien.get(datei), liste)
  return intakt
}

/** What the issuer signed has to keep the package format as well. */
const checkForm = (datei: string, bytes: Uint8Array | undefined, liste: Befundliste): void => {
  if (bytes === undefined) return
  if (datei === paketdateien.pdf && bytes.length > limits.paketPdf) liste.add('archiv', { grund: 'zuGross' }, { datei })
  if (!datei.endsWith('.json')) return
  const value = parseJson(bytes)
  if (value === undefined) liste.add('dateiUnlesbar', { datei }, { datei })
  else if (tryCanonicalize(value) !== Buffer.from(bytes).toString()) liste.add('nichtKanonisch', { datei }, { datei })
}
