import { type Static, Type } from 'typebox'
import { FremdId, Id, Knr, nullable, ref, Sha256, Text, Zeitpunkt, Zeitraum } from '../../contract/common.ts'
import { Zweck } from '../../contract/freigabe.ts'
import { createForm } from '../form.ts'

/** Names of the files of a package. Attachments lie under `anhaenge/`, named by the hash of their bytes. */
export const paketdateien = {
  manifest: 'manifest.json',
  signatur: 'manifest.jws',
  jwks: 'jwks.json',
  json: 'berichtsheft.json',
  xml: 'berichtsheft.xml',
  pdf: 'berichtsheft.pdf',
  vollstaendigkeit: 'vollstaendigkeit.json',
  erklaerungen: 'erklaerungen.json',
  freigaben: 'freigaben.json',
  kette: 'kette.json',
  pruefwerte: 'pruefwerte.json',
  liesmich: 'LIESMICH.txt',
} as const

/** Files that every package has besides manifest and signature; the PDF and the attachments may be absent. */
export const pflichtdateien: readonly string[] = Object.values(paketdateien).filter(
  (name) => name !== paketdateien.manifest && name !== paketdateien.signatur && name !== paketdateien.pdf,
)

/** Version of the package format. The first number changes when an old verifier would misread a new package. */
export const paketformat = '1.0'

const closed = { additionalProperties: false } as const

/** One file of a package as the manifest lists it. */
export type Paketdatei = Static<typeof Paketdatei>
export const Paketdatei = Type.Object(
  {
    name: Type.String({ pattern: '^([A-Za-z]{1,40}\\.[a-z]{3,4}|anhaenge/[0-9a-f]{64}\\.[a-z0-9]{1,8})$' }),
    groesse: Type.Integer({ minimum: 0 }),
    sha256: ref(Sha256),
  },
  closed,
)

/** One report of a package as the manifest lists it: its page number, keys, period and the hash of its canonical text. */
export type Paketnachweis = Static<typeof Paketnachweis>
export const Paketnachweis = Type.Object(
  {
    nr: Type.Integer({ minimum: 1 }),
    id: ref(Id),
    fremdId: ref(FremdId),
    zeitraum: ref(Zeitraum),
    hash: ref(Sha256),
  },
  closed,
)

/** What the signature of a package covers: every file by its hash, every report by its hash, the head of the chain. */
export type Paketmanifest = Static<typeof Paketmanifest>
export const Paketmanifest = Type.Object(
  {
    format: Type.Literal('berichtsheft-paket'),
    version: Type.String({ pattern: '^[0-9]+\\.[0-9]+$' }),
    uebermittlungId: ref(Id),
    anforderungId: Type.Optional(ref(Id)),
    knr: ref(Knr),
    zweck: ref(Zweck),
    rechtsgrundlage: Type.Optional(ref(Text)),
    zeitraum: Type.Optional(ref(Zeitraum, 'Period that is transferred; absent means the whole book.')),
    berichtsheft: Type.Object({ id: ref(Id), fremdId: ref(FremdId), hash: ref(Sha256) }, closed),
    nachweise: Type.Array(Paketnachweis),
    dateien: Type.Array(Paketdatei),
    kette: Type.Object({ anzahl: Type.Integer({ minimum: 0 }), kopf: nullable(ref(Sha256)) }, closed),
    erstelltAm: ref(Zeitpunkt),
    iss: Type.String({ pattern: '^[a-z][a-z0-9+.-]*:[!-~]{1,300}$' }),
    kid: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  },
  closed,
)

/** Form of `manifest.json`. */
export const manifestForm = createForm(Paketmanifest)

const text = Type.String()

/** Form of `jwks.json` as far as reading it needs; which keys are fit is decided when one is used. */
export const jwksForm = createForm(
  Type.Object({
    keys: Type.Array(
      Type.Object({
        ...{ kty: text, kid: text, alg: text, use: text },
        gueltigVon: Type.Optional(text),
        gueltigBis: Type.Optional(text),
      }),
    ),
  }),
)

/** Form of `kette.json`: the events of the book, oldest first. */
export const ketteForm = createForm(
  Type.Array(Type.Object({ nr: Type.Integer({ minimum: 1 }), text, hash: ref(Sha256) }, closed)),
)

/** Form of `freigaben.json`: the signed approvals as compact JWS, oldest first. */
export const freigabenForm = createForm(Type.Array(text))

/** Form of `pruefwerte.json`; the tree itself has the form of `berichtsheft.json`. */
export const pruefwerteForm = createForm(Type.Object({ verfahren: text, werte: Type.Object({}) }, closed))

/**
 * Form of `berichtsheft.json` as far as naming a change needs it: whether the texts keep the contract is not asked here,
 * because a changed text often does not.
 */
export const heftForm = createForm(
  Type.Object({
    berichtsheft: Type.Object({ id: text, hash: text, inhalt: Type.Object({ fremdId: text }) }),
    ausbildungsnachweise: Type.Array(
      Type.Object({ id: text, fremdId: text, hash: text, nr: Type.Integer(), inhalt: Type.Object({}) }),
    ),
  }),
)
