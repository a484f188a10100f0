import { type Static, Type } from 'typebox'

/** Reading needs no configuration; addresses and tokens come with `pull`. */
export type IhkConfig = Static<typeof IhkConfig>
export const IhkConfig = Type.Object(
  {},
  {
    $id: 'IhkConfig',
    additionalProperties: false,
    description: 'Configuration of the adapter for the report books of the IHKs.',
  },
)
