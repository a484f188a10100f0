import type { TSchema } from 'typebox'
import { dokumente, nachrichten, nachrichtensammlung, standard } from '../contract/nachricht.ts'
import * as contract from '../index.ts'
import { buildModel } from './build-model.ts'
import type { XmlModel } from './tree.ts'

/** Module of the types that several modules use, of the header and of the base type of code lists. */
export const sharedModule = 'basis'

type NamedSchema = TSchema & { readonly $id: string }

const isNamedSchema = (value: unknown): value is NamedSchema =>
  typeof value === 'object' && value !== null && '$id' in value && typeof value.$id === 'string'

/** Every named schema that core exports, and the messages. */
export const contractSchemas = (): NamedSchema[] => {
  const exported: unknown[] = Object.values(contract)
  const schemas = [...exported, ...Object.values(nachrichten).map(({ schema }) => schema)].filter(isNamedSchema)
  return [...new Map(schemas.map((schema) => [schema.$id, schema])).values()]
}

/** The XML model of the contract: all messages and documents with their types. */
export const buildContractModel = (): XmlModel =>
  buildModel({
    namespace: standard.namespace,
    version: standard.version,
    sharedModule,
    schemas: contractSchemas(),
    collections: [
      {
        element: nachrichtensammlung.element,
        description: nachrichtensammlung.beschreibung,
        records: Object.values(nachrichten).map(({ element }) => element),
      },
    ],
    roots: [
      ...Object.values(nachrichten).map((nachricht) => ({
        element: nachricht.element,
        schema: nachricht.schema,
        module: nachricht.modul,
        description: nachricht.beschreibung,
        title: nachricht.titel,
        rechtsgrundlage: nachricht.rechtsgrundlage,
      })),
      ...Object.values(dokumente).map((dokument) => ({
        element: dokument.element,
        schema: dokument.schema,
        module: dokument.modul,
        description: dokument.beschreibung,
      })),
    ],
  })
