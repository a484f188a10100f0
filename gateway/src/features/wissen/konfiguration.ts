import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  type Gruendung,
  readWissensschluessel,
  sichtbarkeiten,
  type Wissensschluessel,
} from '@berichtsheft/bq-knowledge'
import { createForm } from '@berichtsheft/core/signatur'
import { type Static, Type } from 'typebox'

const datei = (description: string) => Type.String({ description, minLength: 1, maxLength: 1_000 })
const closed = { additionalProperties: false } as const

/** What the operator says about the knowledge base in the file of `BQ_KONFIGURATION`. */
const Konfigurationsdatei = Type.Object(
  {
    gruendung: Type.Object(
      {
        name: Type.String({ minLength: 1, maxLength: 200 }),
        mindestens: Type.Integer({ minimum: 1, maximum: 100 }),
        administration: Type.Array(Type.Object({ kammer: Type.String(), schluessel: Type.String() }, closed), {
          minItems: 1,
          maxItems: 1_000,
        }),
      },
      { description: 'The founding document, the same at every node.', ...closed },
    ),
    knoten: Type.String({
      description: 'What the chains of this gateway begin with; each chamber has its own, as `gateway-153`.',
      pattern: '^[a-z0-9][a-z0-9-]{0,40}$',
    }),
    verwaltung: Type.Array(Type.Object({ kammer: Type.String(), schluessel: datei('Private key, PEM.') }, closed), {
      description: 'Keys of the network administration that people of these chambers vote with.',
    }),
    knotenschluessel: Type.Optional(datei('Private key that signs files for transport, PEM.')),
    partner: Type.Array(
      Type.Object(
        {
          adresse: Type.String({ pattern: '^https?://', maxLength: 2_000 }),
          kennwort: Type.Optional(Type.String({ minLength: 20, maxLength: 200 })),
          stufe: Type.Unsafe<(typeof sichtbarkeiten)[number]>({ type: 'string', enum: [...sichtbarkeiten] }),
        },
        closed,
      ),
      { description: 'Nodes that are called, and what they may get.' },
    ),
  },
  closed,
)

/** A node that is called, and what it may get. */
export type Wissensnachbar = Static<typeof Konfigurationsdatei>['partner'][number]

/** The network that a gateway belongs to, and what it holds of it. */
export interface Netzzugang {
  readonly gruendung: Gruendung
  /** What the chains of this gateway begin with. */
  readonly knoten: string
  /** Keys of the network administration by chamber. */
  readonly verwaltung: ReadonlyMap<string, Wissensschluessel>
  readonly knotenschluessel?: Wissensschluessel
  readonly partner: readonly Wissensnachbar[]
}

/**
 * Reads the file of `BQ_KONFIGURATION`; keys are named from its folder.
 *
 * @throws Error that says what is wrong
 */
export const readWissenskonfiguration = (file: string): Netzzugang => {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const fault = createForm(Konfigurationsdatei).check(value)
  if (fault) throw new Error(`${file}${fault.pfad}: ${fault.text}`)
  const { gruendung, knoten, verwaltung, knotenschluessel, partner } = value as Static<typeof Konfigurationsdatei>
  const read = (name: string) => readWissensschluessel(readFileSync(path.resolve(path.dirname(file), name), 'utf8'))
  return {
    gruendung,
    knoten,
    verwaltung: new Map(verwaltung.map(({ kammer, schluessel }) => [kammer, read(schluessel)])),
    ...(knotenschluessel === undefined ? {} : { knotenschluessel: read(knotenschluessel) }),
    partner,
  }
}
