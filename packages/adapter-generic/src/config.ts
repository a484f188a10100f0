import { type Static, Type } from 'typebox'
import { mappings } from './generated/mappings.ts'

/** Names of the configurations that come with this adapter. */
export const builtInNames = Object.keys(mappings)

/** Which mapping is used: one that comes with the adapter, by its name, or the text of one's own. */
export type GenericConfig = Static<typeof GenericConfig>
export const GenericConfig = Type.Object(
  {
    konfiguration: Type.Optional(
      Type.Unsafe<string>({
        type: 'string',
        enum: builtInNames,
        description: 'Name of a mapping that comes with the adapter.',
      }),
    ),
    mapping: Type.Optional(Type.String({ minLength: 1, description: 'Text of a mapping file (YAML).' })),
    mappingName: Type.Optional(
      Type.String({ minLength: 1, maxLength: 300, description: 'Name of the mapping file, for messages about it.' }),
    ),
  },
  { $id: 'GenericConfig', additionalProperties: false, description: 'Configuration of the generic adapter.' },
)
