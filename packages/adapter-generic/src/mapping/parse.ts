import { checkSchema, deepFreeze, isDatumformat, type SchemaFault } from '@berichtsheft/sdk'
import { type Document, isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
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
  if (proto) return refuse({ ...locate(proto), text: 'the key "__proto__" is not allowed' })
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

type Locate = (path: MappingPath, offset?: number) => { zeile: number; spalte: number; pfad: string }

const pointerOf = (path: MappingPath): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Finds the line of a value; of its key, where the value itself is missing. */
const locator =
  (document: Document, lines: LineCounter): Locate =>
  (path, offset = 0) => {
    for (let length = path.length; length >= 0; length--) {
      const start = startOf(document, path.slice(0, length), length === path.length ? offset : 0)
      if (start === undefined) continue
      const { line, col } = lines.linePos(start)
      return { zeile: line, spalte: col, pfad: pointerOf(path) }
    }
    return { zeile: 1, spalte: 1, pfad: pointerOf(path) }
  }

const startOf = (document: Document, path: MappingPath, offset: number): number | undefined => {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true)
  if (isNode(node) && node.range) return node.range[0] + (offset > 0 && isScalar(node) ? inScalar(node, offset) : 0)
  const parent: unknown = path.length <= 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(parent)) return undefined
  const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1))
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

/** Of a union every alternative complains; those that go deepest, and about a property, say what was meant. */
const best = (faults: readonly SchemaFault[]): SchemaFault[] => {
  const useful = faults.filter((fault) => fault.keyword !== 'anyOf')
  const kept = useful.filter(
    (fault) =>
      !(
        fault.keyword === 'type' &&
        useful.some((other) => other !== fault && other.pfad.startsWith(fault.pfad) && other.keyword !== 'type')
      ),
  )
  const byPlace = new Map(kept.map((fault) => [`${fault.pfad} ${fault.text}`, fault]))
  return [...byPlace.values()]
}

const toFault = (fault: SchemaFault, locate: Locate): MappingFault => {
  const path = fault.pfad
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^[0-9]+$/.test(part) ? Number(part) : part))
  const place =
    fault.keyword === 'additionalProperties' && fault.property !== undefined ? [...path, fault.property] : path
  return { ...locate(place), text: fault.text }
}

const compileAll = (file: MappingFile, locate: Locate): MappingVerdict => {
  const inputs = Object.keys(file.inputs)
  const faults: MappingFault[] = inputs.flatMap((name) =>
    builtInFunctions.has(name) || ownFunctions.has(name) || knownVariables([]).has(name)
      ? [{ ...locate(['inputs', name]), text: `an input cannot be named ${name}, expressions know that name already` }]
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
      ? [{ ...locate(['inputs', name]), text: 'an input needs either file or pattern' }]
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
