import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  readWissensschluessel,
  sichtbarkeiten,
  type Wissensrolle,
  type Wissensschluessel,
  wissensrollen,
} from '@berichtsheft/bq-knowledge'
import { createForm } from '@berichtsheft/core/signatur'
import { type Static, Type } from 'typebox'

const kennwort = Type.String({
  minLength: 20,
  maxLength: 200,
  description: 'Secret of a caller, sent as bearer token.',
})
const stufe = Type.Unsafe<(typeof sichtbarkeiten)[number]>({ type: 'string', enum: [...sichtbarkeiten] })

/** What the operator of a node decides: its network, its chain, who may call, and with whom it exchanges. */
export type Knotenkonfiguration = Static<typeof Knotenkonfiguration>
export const Knotenkonfiguration = Type.Object(
  {
    gruendung: Type.Object(
      {
        name: Type.String({ minLength: 1, maxLength: 200 }),
        mindestens: Type.Integer({ minimum: 1, maximum: 100 }),
        administration: Type.Array(Type.Object({ kammer: Type.String(), schluessel: Type.String() }), { minItems: 1 }),
      },
      { description: 'The founding document, the same at every node.', additionalProperties: false },
    ),
    knoten: Type.String({ description: 'Name of the chain of this node.' }),
    kammer: Type.String({ description: 'The chamber of this node.' }),
    personen: Type.Array(
      Type.Object(
        {
          kennwort,
          stufe,
          rollen: Type.Array(Type.Unsafe<Wissensrolle>({ type: 'string', enum: [...wissensrollen] })),
          schluessel: Type.String({ description: 'File with the private key of the person (Ed25519, PEM).' }),
        },
        { additionalProperties: false },
      ),
      { description: 'Who edits and reviews here.' },
    ),
    partner: Type.Array(
      Type.Object(
        {
          kennwort: Type.Optional(kennwort),
          stufe: Type.Optional(stufe),
          adresse: Type.Optional(Type.String({ pattern: '^https?://' })),
          unserKennwort: Type.Optional(kennwort),
        },
        { additionalProperties: false },
      ),
      { description: 'Other nodes: who may call (`kennwort`), who is called (`adresse`, `unserKennwort`).' },
    ),
    knotenschluessel: Type.Optional(
      Type.String({ description: 'File with the private key that signs files for transport.' }),
    ),
  },
  { additionalProperties: false },
)

const form = createForm(Knotenkonfiguration)

/** Reads the configuration of a node. @throws Error that says what is wrong */
export const readKonfiguration = async (file: string): Promise<Knotenkonfiguration> => {
  const value: unknown = JSON.parse(await readFile(file, 'utf8'))
  const fault = form.check(value)
  if (fault) throw new Error(`${file}${fault.pfad}: ${fault.text}`)
  return value as Knotenkonfiguration
}

/** Reads a private key. @throws Error when it is none of Ed25519 */
export const readSchluessel = async (file: string, folder: string): Promise<Wissensschluessel> =>
  readWissensschluessel(await readFile(resolve(folder, file), 'utf8'))
