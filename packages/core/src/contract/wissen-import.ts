import { type Static, Type } from 'typebox'
import { ref } from './common.ts'
import { defineOperation } from './operation.ts'
import { Slotname, Slotwert, Wissensaenderung, wissenstext } from './wissen.ts'

const closed = { additionalProperties: false } as const

export type Importzeile = Static<typeof Importzeile>
export const Importzeile = Type.Object(
  {
    id: ref(Slotname, 'The slot of the statement; derived from the source, so that every node means the same one.'),
    werte: Type.Array(Type.Unknown(), {
      description: 'What the file says: one value, several of a set.',
      minItems: 1,
      maxItems: 200,
    }),
    belege: Type.Array(Type.Unknown(), { description: 'Its citations.', minItems: 1, maxItems: 50 }),
  },
  { $id: 'Importzeile', description: 'What a file says about one slot.', ...closed },
)

const zeilen = (description: string) => Type.Array(ref(Importzeile), { description, maxItems: 240 })

export type CreateImportplan = Static<typeof CreateImportplan>
export const CreateImportplan = Type.Object(
  {
    zeilen: zeilen('Rows of the file.'),
    basis: Type.Optional(
      zeilen(
        'The same part of the version of the file that it was made from. Without it, what the caller wrote last is the base.',
      ),
    ),
    grund: wissenstext('Why rows that are gone are withdrawn.'),
  },
  { $id: 'CreateImportplan', description: 'A part of a file that is to be merged into the knowledge base.', ...closed },
)

export type Importschritt = Static<typeof Importschritt>
export const Importschritt = Type.Object(
  {
    aenderung: ref(Wissensaenderung),
    lage: Type.Unsafe<'unberuehrt' | 'gleich' | 'konflikt'>({
      type: 'string',
      enum: ['unberuehrt', 'gleich', 'konflikt'],
      description: 'Whether it meets its base, the same by somebody else, or another value.',
    }),
    jetzt: Type.Array(ref(Slotwert), { description: 'What the slot says now.' }),
  },
  { $id: 'Importschritt', description: 'A change that an import would make, and what it meets.' },
)

export type Importplan = Static<typeof Importplan>
export const Importplan = Type.Object(
  {
    schritte: Type.Array(ref(Importschritt), { description: 'The changes, to be written as one changeset.' }),
    unveraendert: Type.Integer({ minimum: 0, description: 'Rows that change nothing.' }),
  },
  { $id: 'Importplan', description: 'What an import would change.' },
)

/** Merges rows of a file three ways and says what would be written. */
export const planWissensimport = defineOperation({
  method: 'POST',
  url: '/v1/bq/import/zeilen',
  schema: {
    operationId: 'planWissensimport',
    tags: ['Wissensbasis'],
    summary: 'Plan the import of rows of a file',
    description:
      'Stores nothing. Rows that did not change since the base change nothing, whatever others made of them; where both changed, both values will stand side by side as a conflict.',
    body: ref(CreateImportplan),
    response: { 200: ref(Importplan) },
  },
})
