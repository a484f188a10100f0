import type { Zeitraum } from '../../contract/common.ts'
import type { Zweck } from '../../contract/freigabe.ts'
import type { Schwere } from '../../contract/problem.ts'
import { type Befundliste, createBefundliste, type Paketbefund } from './befund.ts'
import { isObject, type Json, parseJson } from './json.ts'
import { paketdateien } from './manifest.ts'
import type { Heft, Pruefstand } from './pruefstand.ts'
import { checkAnhaenge } from './verify-anhaenge.ts'
import { checkDateien, checkUnterschrift, readManifest, type Unterschrift } from './verify-dateien.ts'
import { checkHeft } from './verify-heft.ts'
import { checkFreigaben, checkKette } from './verify-kette.ts'
import { checkXml, type ReadXml } from './verify-xml.ts'
import { readZip } from './zip-read.ts'

/** What the caller of {@link verifyPaket} brings along. */
export interface Pruefoptionen {
  /** Thumbprints (RFC 7638) of the keys that the caller trusts, got from elsewhere than the package. */
  readonly pinned?: readonly string[]
  /** Reader of `berichtsheft.xml`, from `@berichtsheft/core/xml`. Without it XML and JSON are not compared. */
  readonly readXml?: ReadXml
}

/** What a package is, as its manifest says it; believe it only when the verification is `gueltig`. */
export interface Paketuebersicht {
  readonly uebermittlungId: string
  readonly anforderungId?: string
  readonly knr: string
  readonly zweck: Zweck
  readonly rechtsgrundlage?: string
  /** Period that was transferred; absent means the whole book. */
  readonly zeitraum?: Zeitraum
  readonly berichtsheftId: string
  /** Name of the apprentice, where the book can be read. */
  readonly azubi?: string
  readonly anzahlNachweise: number
  readonly anzahlDateien: number
  readonly anzahlEreignisse: number
  readonly anzahlFreigaben: number
  /** Findings of the completeness check in the package, by weight. */
  readonly vollstaendigkeit?: Readonly<Record<Schwere, number>>
  readonly erstelltAm: string
  readonly iss: string
  /** Thumbprint of the key that signed, when the signature holds. */
  readonly fingerabdruck?: string
}

/** Result of {@link verifyPaket}. */
export interface Paketpruefung {
  /** Nothing in the package was changed after signing. Who signed is proven only when `vertrauen` is `gepinnt`. */
  readonly gueltig: boolean
  readonly vertrauen: 'gepinnt' | 'nichtGepinnt'
  readonly befunde: readonly Paketbefund[]
  /** Absent when the manifest cannot be read. */
  readonly uebersicht?: Paketuebersicht
}

/**
 * Verifies a transfer package without network: archive, signature, every file, every report and field, XML against JSON,
 * event chain and approvals. Never throws; whatever is wrong is a finding that names file, report and field.
 *
 * @see docs/guide/paket.md
 * @example
 * const { gueltig, befunde } = await verifyPaket(await readFile('paket.zip'), { pinned: ['NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'] })
 */
export const verifyPaket = async (bytes: Uint8Array, optionen: Pruefoptionen = {}): Promise<Paketpruefung> => {
  const liste = createBefundliste()
  const pinned = optionen.pinned ?? []
  const archiv = readZip(bytes)
  for (const { grund, datei } of archiv.fehler) liste.add('archiv', { grund }, datei === undefined ? {} : { datei })
  const opened = archiv.dateien.size > 0 || archiv.fehler.length === 0
  const manifest = opened ? readManifest(archiv.dateien, liste) : undefined
  if (manifest === undefined) return conclude(liste, undefined, undefined)

  const guard = createGuard(liste)
  const { dateien } = archiv
  const unterschrift = await guard(paketdateien.signatur, () => checkUnterschrift(dateien, manifest, liste, pinned))
  const intakt = checkDateien(archiv, manifest, liste)
  const stand: Pruefstand = { dateien, manifest, intakt, liste }
  const heft = await guard(paketdateien.json, () => checkHeft(stand))
  await guard(paketdateien.xml, () => checkXml(stand, heft, optionen.readXml))
  const kette = (await guard(paketdateien.kette, () => checkKette(stand))) ?? []
  const freigaben = await guard(paketdateien.freigaben, () => checkFreigaben(stand, kette, unterschrift?.jwks, heft))
  if (heft) await guard(paketdateien.json, () => checkAnhaenge(stand, heft))
  const uebersicht = summarize(stand, heft, unterschrift, kette.length, freigaben ?? 0)
  return conclude(liste, unterschrift, uebersicht)
}

/** A check that fails by itself must not hide the others, and never makes a package valid. */
const createGuard =
  (liste: Befundliste) =>
  async <T>(datei: string, check: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await check()
    } catch (error) {
      const fehler = error instanceof Error ? error.message : String(error)
      return liste.add('nichtPruefbar', { fehler }, { datei })
    }
  }

const conclude = (
  liste: ReturnType<typeof createBefundliste>,
  unterschrift: Unterschrift | undefined,
  uebersicht: Paketuebersicht | undefined,
): Paketpruefung => {
  const befunde = liste.close()
  return {
    gueltig: unterschrift?.fingerabdruck !== undefined && befunde.every(({ schwere }) => schwere !== 'fehler'),
    vertrauen: unterschrift?.gepinnt ? 'gepinnt' : 'nichtGepinnt',
    befunde,
    ...(uebersicht === undefined ? {} : { uebersicht }),
  }
}

const summarize = (
  stand: Pruefstand,
  heft: Heft | undefined,
  unterschrift: Unterschrift | undefined,
  anzahlEreignisse: number,
  anzahlFreigaben: number,
): Paketuebersicht => {
  const { manifest } = stand
  const { uebermittlungId, anforderungId, knr, zweck, rechtsgrundlage, zeitraum, erstelltAm, iss } = manifest
  const azubi = heft && isObject(heft.berichtsheft.inhalt.azubi) ? heft.berichtsheft.inhalt.azubi.name : undefined
  const vollstaendigkeit = countVerstoesse(stand)
  const fingerabdruck = unterschrift?.fingerabdruck
  return {
    uebermittlungId,
    ...(anforderungId === undefined ? {} : { anforderungId }),
    knr,
    zweck,
    ...(rechtsgrundlage === undefined ? {} : { rechtsgrundlage }),
    ...(zeitraum === undefined ? {} : { zeitraum }),
    berichtsheftId: manifest.berichtsheft.id,
    ...(typeof azubi === 'string' ? { azubi } : {}),
    anzahlNachweise: manifest.nachweise.length,
    anzahlDateien: manifest.dateien.length,
    anzahlEreignisse,
    anzahlFreigaben,
    ...(vollstaendigkeit === undefined ? {} : { vollstaendigkeit }),
    erstelltAm,
    iss,
    ...(fingerabdruck === undefined ? {} : { fingerabdruck }),
  }
}

const countVerstoesse = ({ dateien }: Pick<Pruefstand, 'dateien'>): Record<Schwere, number> | undefined => {
  const bytes = dateien.get(paketdateien.vollstaendigkeit)
  const value: Json | undefined = bytes === undefined ? undefined : parseJson(bytes)
  if (value === undefined || !isObject(value) || !Array.isArray(value.verstoesse)) return undefined
  const counts: Record<Schwere, number> = { fehler: 0, warnung: 0, hinweis: 0 }
  for (const verstoss of value.verstoesse as readonly Json[]) {
    const schwere = isObject(verstoss) ? verstoss.schwere : undefined
    if (schwere === 'fehler' || schwere === 'warnung' || schwere === 'hinweis') counts[schwere] += 1
  }
  return counts
}
