import { ownVariables } from '../expression/names.ts'
import type { MappingPath } from './walk.ts'

/** Variables that are bound while the expression at a place is evaluated, besides the inputs. */
export const knownVariables = (path: MappingPath): ReadonlySet<string> => {
  const [part, field, ...rest] = path
  if (part === undefined) return ownVariables
  if (part === 'berichtsheft') return new Set(['kontext'])
  if (part !== 'ausbildungsnachweis') return new Set()
  const early = ['records', 'join', 'when', 'skip', 'group'].includes(String(field))
  if (early || field === 'zeitraum') return new Set(['kontext', 'berichtsheft', 'kopf'])
  const report = ['kontext', 'berichtsheft', 'kopf', 'nachweis', 'von', 'bis']
  const inEntry = field === 'tage' && rest[0] === 'eintraege'
  return new Set(inEntry ? [...report, 'tag'] : report)
}
