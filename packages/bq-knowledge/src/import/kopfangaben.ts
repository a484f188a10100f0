import { type Static, Type } from 'typebox'

/** What a file says about itself: title, sources by their keys, licence. */
export type Dateiangaben = Static<typeof Dateiangaben>
export const Dateiangaben = Type.Object({
  titel: Type.String({ minLength: 1 }),
  quellen: Type.Optional(Type.Array(Type.String())),
  lizenz: Type.Optional(Type.String()),
})
