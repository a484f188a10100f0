import type { BemerkungItem } from '../adapter.ts'
import { type Befund, toBemerkungItem } from '../bemerkung.ts'

/** Collects remarks until they are yielded. */
export interface Sink {
  readonly add: (stelle: string, befund: Befund, fremdId?: string) => void
  /** The remarks since the last call; equal ones about one report become one that names all places. */
  readonly take: () => BemerkungItem[]
}

/** Places that one remark names at most; further ones go into the next remark. */
const placesPerRemark = 20

/** A new {@link Sink}. */
export const makeSink = (): Sink => {
  let waiting = new Map<string, { befund: Befund; fremdId: string | undefined; stellen: string[] }>()
  return {
    add: (stelle, befund, fremdId) => {
      const base = `${befund.schwere}\n${befund.text}\n${fremdId ?? ''}`
      for (let part = 0; ; part++) {
        const key = `${base}\n${part}`
        const known = waiting.get(key)
        if (known && known.stellen.length >= placesPerRemark) continue
        if (!known) waiting.set(key, { befund, fremdId, stellen: [stelle] })
        else if (!known.stellen.includes(stelle)) known.stellen.push(stelle)
        return
      }
    },
    take: () => {
      const items = [...waiting.values()].map(({ befund, fremdId, stellen }) => {
        const [first = '', ...others] = stellen
        return toBemerkungItem(first, withPlaces(befund, others), fremdId)
      })
      waiting = new Map()
      return items
    },
  }
}

const withPlaces = (befund: Befund, others: readonly string[]): Befund =>
  others.length === 0
    ? befund
    : {
        schwere: befund.schwere,
        text: `${befund.text} (Auch: ${others.join(', ')})`,
        textEnglisch: `${befund.textEnglisch} (Also: ${others.join(', ')})`,
      }
