import { checkSchema, deepFreeze, isDatumformat, type SchemaFault } from '@berichtsheft/sdk'
import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { compileExpression, type Expression, ExpressionError } from '../expression/compile.ts'
import { builtInFunctions, ownFunctions } from '../expression/names.ts'
import { limits } from '../limits.ts'
import { MappingFile } from './schema.ts'
import { knownVariables } from './scope.ts'
import { type MappingPath, type MarkedText, markedTexts } from './walk.ts'

/** A fault of a mapping file with its place: line and column from 1. */
export interface MappingFault {
  readonly zeile: number
  readonly spalte: number
  /** JSON Pointer of the value. */
  readonly pfad: string
  readonly text: string
}

/** A mapping that can be used: every expression of it is compiled. */
export interface Mapping {
  readonly file: MappingFile
  /** The compiled expression of a source text that stands at that place. */
  readonly expressionAt: (path: MappingPath) => Expression
}

/** A mapping, or all that keeps the text from being one. */
export type MappingVerdict =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly faults: readonly MappingFault[] }

/**
 * Reads a mapping file: YAML 1.2 (core schema), then the schema of the language, then every expression, date picture and
 * regular expression. All faults of a stage are found at once.
 */
export const parseMapping = (text: string): MappingVerdict => {
  if (text.length > limits.mapping)
    return refuse({ zeile: 1, spalte: 1, pfad: '', text: 'the mapping file is too large' })
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    strict: true,
    merge: false,
    prettyErrors: false,
  })
  const broken = [...document.errors, ...document.warnings]
  if (broken.length > 0) {
    return refuse(
      ...broken.map(({ message, pos: [start] }) => {
        const { line, col } = lines.linePos(start)
        return { zeile: line, spalte: col, pfad: '', text: message }
      }),
    )
  }
  const locate = locator(document, lines)
  const value = toValue(document)
  if (value.fault !== undefined) return refuse({ ...locate([]), text: value.fault })
  const proto = findProto(value.value)
  if (proto) return refuse({ ...locate(proto, 'key'), text: 'the key "__proto__" is not allowed' })
  const checked = checkSchema(MappingFile, value.value)
  if (!checked.ok) return refuse(...best(checked.faults).map((fault) => toFault(fault, locate)))
  const file = deepFreeze(checked.value)
  return compileAll(file, locate)
}

const refuse = (...faults: readonly MappingFault[]): MappingVerdict => ({ ok: false, faults })

const toValue = (document: Document): { value: unknown; fault?: string } => {
  try {
    return { value: document.toJS({ maxAliasCount: limits.mappingAliases }) }
  } catch (cause) {
    // More aliases than allowed, or one that leads nowhere.
    return { value: undefined, fault: cause instanceof Error ? cause.message : String(cause) }
  }
}

type Locate = (path: MappingPath, at?: number | 'key') => { zeile: number; spalte: number; pfad: string }

const pointerOf = (path: MappingPath): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Finds the line of a value, or of its key; of the part above it, where the value is missing. */
const locator =
  (document: Document, lines: LineCounter): Locate =>
  (path, at = 0) => {
    for (let length = path.length; length >= 0; length--) {
      const part = path.slice(0, length)
      const whole = length === path.length
      const start =
        (whole && at === 'key' ? keyOf(document, part) : undefined) ??
        startOf(document, part, whole && at !== 'key' ? at : 0)
      if (start === undefined) continue
      const { line, col } = lines.linePos(start)
      return { zeile: line, spalte: col, pfad: pointerOf(path) }
    }
    return { zeile: 1, spalte: 1, pfad: pointerOf(path) }
  }

const startOf = (document: Document, path: MappingPath, offset: number): number | undefined => {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true)
  return isNode(node) && node.range
    ? node.range[0] + (offset > 0 && isScalar(node) ? inScalar(node, offset) : 0)
    : undefined
}

const keyOf = (document: Document, path: MappingPath): number | undefined => {
  const parent: unknown = path.length <= 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const pair = isMap(parent)
    ? parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1))
    : undefined
  return isNode(pair?.key) ? (pair.key as Node).range?.[0] : undefined
}

/** Positions inside of a text are exact for plain ones on one line; quotes add one; folded blocks keep their start. */
const inScalar = (node: { type?: string | undefined }, offset: number): number => {
  if (node.type === 'PLAIN') return offset
  return node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE' ? offset + 1 : 0
}

const findProto = (value: unknown, path: MappingPath = []): MappingPath | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key]
    const found = key === '__proto__' ? here : findProto(inner, here)
    if (found) return found
  }
  return undefined
}

/** Of a union every alternative complains: what goes deepest says what was meant, and kinds of values come together. */
const best = (faults: readonly SchemaFault[]): SchemaFault[] => {
  const useful = faults.filter(({ keyword }) => keyword !== 'anyOf')
  const others = useful.filter(({ keyword }) => keyword !== 'type')
  const byPlace = new Map<string, SchemaFault>()
  for (const fault of useful) {
    if (fault.keyword === 'type' && others.some(({ pfad }) => pfad.startsWith(fault.pfad))) continue
    const key = fault.keyword === 'type' ? fault.pfad : `${fault.pfad} ${fault.text}`
    const known = byPlace.get(key)
    const text =
      known && known.text !== fault.text ? `${known.text} or ${fault.text.replace('must be ', '')}` : fault.text
    byPlace.set(key, { ...fault, text })
  }
  return [...byPlace.values()]
}

const toFault = (fault: SchemaFault, locate: Locate): MappingFault => {
  const path = fault.pfad
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^[0-9]+$/.test(part) ? Number(part) : part))
  const surplus = fault.keyword === 'additionalProperties' && fault.property !== undefined
  return { ...(surplus ? locate([...path, fault.property], 'key') : locate(path)), text: fault.text }
}

const compileAll = (file: MappingFile, locate: Locate): MappingVerdict => {
  const inputs = Object.keys(file.inputs)
  const faults: MappingFault[] = inputs.flatMap((name) =>
    builtInFunctions.has(name) || ownFunctions.has(name) || knownVariables([]).has(name)
      ? [
          {
            ...locate(['inputs', name], 'key'),
            text: `an input cannot be named ${name}, expressions know that name already`,
          },
        ]
      : [],
  )
  const compiled = new Map<string, Expression>()
  for (const marked of markedTexts(MappingFile, file)) {
    try {
      const expression = checkMarked(marked, new Set([...inputs, ...knownVariables(marked.path), ...ownFunctions]))
      if (expression) compiled.set(pointerOf(marked.path), expression)
    } catch (error) {
      const offset = error instanceof ExpressionError ? error.offset : 0
      faults.push({ ...locate(marked.path, offset), text: error instanceof Error ? error.message : String(error) })
    }
  }
  faults.push(...checkInputs(file, locate), ...checkJoins(compiled, file, locate))
  if (faults.length > 0) return refuse(...faults)
  const expressionAt = (path: MappingPath): Expression => {
    const expression = compiled.get(pointerOf(path))
    if (!expression) throw new Error(`there is no expression at ${pointerOf(path)}`)
    return expression
  }
  return { ok: true, mapping: { file, expressionAt } }
}

const checkMarked = ({ mark, text }: MarkedText, known: ReadonlySet<string>): Expression | undefined => {
  if (mark === 'expression') return compileExpression(text, known)
  if (mark === 'regex') new RegExp(text, 'u')
  if (mark === 'date' && !isDatumformat(text) && !['serial', 'serial1904', 'instant'].includes(text)) {
    throw new Error(`${text} is no picture of a day, such as dd.MM.yyyy`)
  }
  return undefined
}

const checkInputs = (file: MappingFile, locate: Locate): MappingFault[] =>
  Object.entries(file.inputs).flatMap(([name, input]) =>
    (input.file === undefined) === (input.pattern === undefined)
      ? [{ ...locate(['inputs', name], 'key'), text: 'an input needs either file or pattern' }]
      : [],
  )

/** A join needs an index, and only inputs have one. */
const checkJoins = (compiled: ReadonlyMap<string, Expression>, file: MappingFile, locate: Locate): MappingFault[] => {
  const joins = new Set([...compiled.keys()].flatMap((pointer) => /^(.*)\/join\/[^/]+$/.exec(pointer)?.[1] ?? []))
  return [...joins].flatMap((pointer) => {
    const dataset = compiled.get(`${pointer}/records`)?.dataset
    if (dataset !== undefined && Object.hasOwn(file.inputs, dataset)) return []
    const path = pointer.split('/').slice(1)
    const text = 'with join, records must be an input alone, such as $users'
    return [{ ...locate([...path.map((part) => (/^[0-9]+$/.test(part) ? Number(part) : part)), 'records']), text }]
  })
}
