import { jsonPointer, readJsonTree } from '@berichtsheft/sdk'
import { type Place, setInnerPlaces } from './record.ts'

/** A tree and the place of its root. */
export interface Tree {
  readonly value: unknown
  readonly place: Place
}

const jsonPlace = (datei: string, path: readonly (string | number)[]): Place =>
  setInnerPlaces(
    {
      datei,
      at: (field) => {
        const pointer = jsonPointer(field === undefined ? path : [...path, field])
        return pointer === '' ? datei : `${datei}#${pointer}`
      },
    },
    (key) => jsonPlace(datei, [...path, key]),
  )

/** Reads a JSON file; places are JSON Pointers. @throws AdapterError `rejected` */
export const readJsonFile = (text: string, datei: string): Tree => ({
  value: readJsonTree(text, datei),
  place: jsonPlace(datei, []),
})
