import type { Zeitraum } from '../../contract/common.ts'
import type { Zweck } from '../../contract/freigabe.ts'
import { limits } from '../../contract/limits.ts'
import type { Nachweisstatus } from '../../contract/nachweisverlauf.ts'
import type { Verstoss } from '../../contract/problem.ts'
import type { Urheberschaftserklaerung } from '../../contract/uebermittlung.ts'
import { toSeconds } from '../freigabesignatur.ts'
import { sha256 } from '../hash.ts'
import { canonicalize } from '../kanonisch.ts'
import { type Kettenglied, verifyKette } from '../kette.ts'
import type { Jwks } from '../schluessel.ts'
import { jwsTypen, type Signer, signDetached } from '../signatur.ts'
import type { Json } from './json.ts'
import { writeLiesmich } from './liesmich.ts'
import { manifestForm, type Paketmanifest, paketdateien, paketformat } from './manifest.ts'
import { createPruefbaum, pruefverfahren } from './pruefbaum.ts'
import { type Archivdatei, writeZip } from './zip-write.ts'

/** A report as it goes into a package. Texts are the stored ones and go in as they are. */
export interface Paketbericht {
  readonly id: string
  readonly fremdId: string
  /** Canonical JSON of the `Nachweisinhalt`: the bytes that were hashed and signed. */
  readonly text: string
  /** SHA-256 of `text` as it was stored beside it; 64 hexadecimal digits. */
  readonly hash: string
  readonly status?: Nachweisstatus
  /** Canonical JSON of the array of steps; `[]` when there are none. */
  readonly verlauf: string
  /** Canonical JSON of the array of remarks; `[]` when there are none. */
  readonly kommentare: string
}

/** Everything that a transfer package is made of. */
export interface Paketeingabe {
  readonly uebermittlungId: string
  readonly anforderungId?: string
  readonly knr: string
  readonly zweck: Zweck
  readonly rechtsgrundlage?: string
  /** Period that is transferred; absent means the whole book. */
  readonly zeitraum?: Zeitraum
  /** Instant of the package, RFC 3339 in UTC; the time stamp of everything in it. */
  readonly erstelltAm: string
  /** Public address of the gateway that vouches for the package. */
  readonly iss: string
  /** Head of the book: its canonical JSON (`CreateBerichtsheft`) as stored. */
  readonly berichtsheft: { readonly id: string; readonly text: string }
  /** The reports in the order of their pages. */
  readonly nachweise: readonly Paketbericht[]
  /** All events of the book, oldest first. */
  readonly kette: readonly Kettenglied[]
  /** The signed approvals of the book as compact JWS, oldest first. */
  readonly freigaben: readonly string[]
  /** Result of the completeness check: findings, and the figures of K1 to K10. */
  readonly vollstaendigkeit: { readonly verstoesse: readonly Verstoss[]; readonly statistik: Json }
  readonly erklaerungen: readonly Urheberschaftserklaerung[]
  /** The book as XML. */
  readonly xml: Uint8Array
  /** The book as PDF, at most 25 MB. */
  readonly pdf?: Uint8Array
  /** Files that reports name in `anhaenge`, by their hash. One that is not at hand may be left out. */
  readonly anhaenge: readonly { readonly sha256: string; readonly bytes: Uint8Array }[]
  /** All public keys with which book and package were signed. */
  readonly jwks: Jwks
}

/** What is stored contradicts itself or does not fit into a package; no package is made. */
export class PaketError extends Error {
  override readonly name = 'PaketError'
}

/**
 * Builds and signs a transfer package (ZIP). Stored texts go in byte for byte; the only thing that is computed per report
 * is its hash, which must be the stored one, and the check values of its fields. 156 reports take about 15 ms.
 *
 * @throws PaketError when a stored hash, the chain or an attachment does not fit its content, or something is too large
 * @see docs/guide/paket.md
 */
export const buildPaket = async (eingabe: Paketeingabe, signer: Signer): Promise<Uint8Array> => {
  const heft = writeHeft(eingabe)
  const value = parseCanonical(heft)
  const { kid } = signer
  const { uebermittlungId, knr, erstelltAm, iss } = eingabe
  const files = [
    textFile(
      paketdateien.liesmich,
      writeLiesmich({
        uebermittlungId,
        knr,
        erstelltAm,
        iss,
        kid,
        version: paketformat,
        anzahl: eingabe.nachweise.length,
      }),
    ),
    textFile(paketdateien.json, heft),
    { name: paketdateien.xml, bytes: eingabe.xml, verdichten: true },
    ...pdfFile(eingabe.pdf),
    textFile(paketdateien.vollstaendigkeit, canonicalize(eingabe.vollstaendigkeit)),
    textFile(paketdateien.erklaerungen, canonicalize(eingabe.erklaerungen)),
    textFile(paketdateien.freigaben, canonicalize(eingabe.freigaben)),
    textFile(paketdateien.kette, canonicalize(eingabe.kette.map(({ nr, text, hash }) => ({ nr, text, hash })))),
    textFile(paketdateien.jwks, canonicalize(eingabe.jwks)),
    textFile(
      paketdateien.pruefwerte,
      canonicalize({ verfahren: pruefverfahren, werte: createPruefbaum(value as unknown as Json) }),
    ),
    ...attachmentFiles(eingabe, value),
  ]
  const manifest = Buffer.from(canonicalize(describe(eingabe, value, files, kid)))
  const jws = await signDetached(manifest, signer, { typ: jwsTypen.paket, iat: toSeconds(erstelltAm) })
  try {
    return await writeZip(
      [
        { name: paketdateien.manifest, bytes: manifest, verdichten: true },
        textFile(paketdateien.signatur, jws),
        ...files,
      ],
      erstelltAm,
    )
  } catch (error) {
    if (error instanceof RangeError) throw new PaketError(error.message, { cause: error })
    throw error
  }
}

/** What {@link buildPaket} reads back from the text that it assembled. */
interface Heft {
  readonly berichtsheft: { readonly inhalt: { readonly fremdId: string }; readonly hash: string }
  readonly ausbildungsnachweise: readonly {
    readonly inhalt: {
      readonly zeitraum: Zeitraum
      readonly anhaenge?: readonly { readonly sha256: string; readonly dateiname: string }[]
    }
  }[]
}

/** `berichtsheft.json`: the stored texts inside their envelopes, keys in canonical order. */
const writeHeft = ({ berichtsheft, nachweise }: Paketeingabe): string => {
  const reports = nachweise.map((bericht, index) => {
    const { id, fremdId, hash, text, status, verlauf, kommentare } = bericht
    if (sha256(text) !== hash) throw new PaketError(`the stored hash of report ${id} is not the one of its text`)
    const remarks = kommentare === '[]' ? '' : `"kommentare":${kommentare},`
    const state = status === undefined ? '' : `,"status":"${status}"`
    const steps = verlauf === '[]' ? '' : `,"verlauf":${verlauf}`
    const key = JSON.stringify(fremdId)
    return `{"fremdId":${key},"hash":"${hash}","id":"${id}","inhalt":${text},${remarks}"nr":${index + 1}${state}${steps}}`
  })
  const { id, text } = berichtsheft
  const kopf = `{"hash":"${sha256(text)}","id":"${id}","inhalt":${text}}`
  return `{"ausbildungsnachweise":[${reports.join()}],"berichtsheft":${kopf}}`
}

/** A verifier takes the hash of each report from its value, so the stored texts have to be canonical. */
const parseCanonical = (heft: string): Heft => {
  let value: unknown
  try {
    value = JSON.parse(heft)
  } catch (error) {
    throw new PaketError('a stored text is not JSON', { cause: error })
  }
  if (canonicalize(value) !== heft) throw new PaketError('a stored text is not canonical JSON')
  return value as Heft
}

const describe = (eingabe: Paketeingabe, heft: Heft, files: readonly Archivdatei[], kid: string): Paketmanifest => {
  const { anforderungId, rechtsgrundlage, zeitraum } = eingabe
  const kette = verifyKette(eingabe.kette)
  if (!kette.gueltig) throw new PaketError(`the event chain of the book is broken at event ${kette.nr}`)
  const manifest = {
    format: 'berichtsheft-paket',
    version: paketformat,
    uebermittlungId: eingabe.uebermittlungId,
    ...(anforderungId === undefined ? {} : { anforderungId }),
    knr: eingabe.knr,
    zweck: eingabe.zweck,
    ...(rechtsgrundlage === undefined ? {} : { rechtsgrundlage }),
    ...(zeitraum === undefined ? {} : { zeitraum }),
    berichtsheft: {
      id: eingabe.berichtsheft.id,
      fremdId: heft.berichtsheft.inhalt.fremdId,
      hash: heft.berichtsheft.hash,
    },
    nachweise: heft.ausbildungsnachweise.map(({ inhalt }, index) => {
      const { id, fremdId, hash } = eingabe.nachweise[index] as Paketbericht
      return { nr: index + 1, id, fremdId, zeitraum: inhalt.zeitraum, hash }
    }),
    dateien: files.map(({ name, bytes }) => ({ name, groesse: bytes.length, sha256: sha256(bytes) })),
    kette: { anzahl: kette.anzahl, kopf: kette.kopf },
    erstelltAm: eingabe.erstelltAm,
    iss: eingabe.iss,
    kid,
  }
  const fehler = manifestForm.check(manifest)
  if (fehler) throw new PaketError(`the manifest would be wrong at "${fehler.pfad}": ${fehler.text}`)
  return manifest as Paketmanifest
}

const textFile = (name: string, text: string): Archivdatei => ({ name, bytes: Buffer.from(text), verdichten: true })

const pdfFile = (pdf: Uint8Array | undefined): Archivdatei[] => {
  if (pdf === undefined) return []
  if (pdf.length > limits.paketPdf) throw new PaketError(`the PDF is larger than ${limits.paketPdf} bytes`)
  return [{ name: paketdateien.pdf, bytes: pdf, verdichten: false }]
}

const attachmentFiles = (eingabe: Paketeingabe, heft: Heft): Archivdatei[] => {
  const names = new Map(
    heft.ausbildungsnachweise.flatMap(({ inhalt }) =>
      (inhalt.anhaenge ?? []).map((anhang) => [anhang.sha256, anhang.dateiname] as const),
    ),
  )
  return eingabe.anhaenge.map(({ sha256: digest, bytes }) => {
    const dateiname = names.get(digest)
    if (dateiname === undefined) throw new PaketError(`no report of the package names the attachment ${digest}`)
    if (sha256(bytes) !== digest)
      throw new PaketError(`the stored hash of attachment ${digest} is not the one of its bytes`)
    return { name: attachmentName(digest, dateiname), bytes, verdichten: false }
  })
}

/** Name of an attachment in the package: its hash, and the ending of its own name where that is a plain one. */
const attachmentName = (digest: string, dateiname: string): string => {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(dateiname)?.[1]?.toLowerCase() ?? 'bin'
  return `anhaenge/${digest}.${ending}`
}
