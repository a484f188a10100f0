import jsonata from 'jsonata'
import { limits } from '../limits.ts'
import { builtInFunctions, changingVariables, forbiddenFunctions } from './names.ts'

/** A compiled expression, ready to be evaluated any number of times. */
export interface Expression {
  readonly source: string
  /** Path of the one field of the record that it reads, where it reads just one; names the place of a doubtful value. */
  readonly field: readonly string[]
  /** It yields the same for a record wherever it is evaluated: nothing but the record and the inputs go into it. */
  readonly pure: boolean
  /** The input that it names, where it is nothing but that (`$users`). */
  readonly dataset: string | undefined
  readonly evaluate: (record: unknown, bindings: Readonly<Record<string, unknown>>) => Promise<unknown>
}

/** Why an expression cannot be used; `offset` counts from the start of the expression. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

type AstNode = Readonly<Record<string, unknown>>

/**
 * Compiles a JSONata expression. Functions that read the clock, roll dice or run data as code do not exist here, and an
 * unknown variable is an error now instead of "nothing" later. Evaluation ends at limits of time, depth and length.
 *
 * @param known variables that will be bound
 * @throws ExpressionError
 */
export const compileExpression = (source: string, known: ReadonlySet<string>): Expression => {
  const expression = parse(source)
  const nodes = [...walk(expression.ast())]
  const local = new Set(nodes.flatMap(localNames))
  for (const node of nodes) {
    if (node.type !== 'variable' || typeof node.value !== 'string' || node.value === '') continue
    if (forbiddenFunctions.has(node.value)) throw new ExpressionError(`$${node.value} is not allowed`, positionOf(node))
    const defined = known.has(node.value) || local.has(node.value) || builtInFunctions.has(node.value)
    if (!defined && node.value !== '$')
      throw new ExpressionError(`there is no variable $${node.value}`, positionOf(node))
  }
  return {
    source,
    field: singleField(expression.ast()),
    pure: !nodes.some((node) => node.type === 'variable' && changingVariables.has(String(node.value))),
    dataset: datasetOf(expression.ast(), known),
    evaluate: async (record, bindings) => {
      try {
        return plain(await expression.evaluate(record, bindings))
      } catch (cause) {
        throw new Error(messageOf(cause), { cause })
      }
    },
  }
}

const parse = (source: string): jsonata.Expression => {
  try {
    return jsonata(source, {
      timeout: limits.ausdruckZeit,
      stack: limits.ausdruckTiefe,
      sequence: limits.ausdruckListe,
    })
  } catch (cause) {
    const position = typeof cause === 'object' && cause !== null && 'position' in cause ? Number(cause.position) : 0
    throw new ExpressionError(messageOf(cause), Number.isFinite(position) ? Math.max(0, position - 1) : 0)
  }
}

/** Errors of JSONata are plain objects. */
const messageOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : String(cause)

/** A list of JSONata carries marks of its own; they end here. Functions are no values. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => item)
  const isFunction =
    typeof value === 'function' || (typeof value === 'object' && value !== null && '_jsonata_lambda' in value)
  return isFunction ? undefined : value
}

function* walk(value: unknown): Generator<AstNode, void, undefined> {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item)
    return
  }
  const node = value as AstNode
  yield node
  for (const [key, inner] of Object.entries(node)) if (key !== 'value' || typeof inner === 'object') yield* walk(inner)
}

/** Where a variable begins; the library says where it ends. */
const positionOf = (node: AstNode): number =>
  typeof node.position === 'number' ? Math.max(0, node.position - String(node.value).length - 1) : 0

/** Variables that an expression makes itself: `$x := …`, arguments of functions, `@$x`, `#$x`. */
const localNames = (node: AstNode): string[] => {
  const names: unknown[] = []
  if (node.type === 'bind') names.push((node.lhs as AstNode | undefined)?.value)
  if (node.type === 'lambda' && Array.isArray(node.arguments))
    names.push(...node.arguments.map((a: AstNode) => a.value))
  names.push(node.focus, node.index)
  return names.filter((name) => typeof name === 'string')
}

const singleField = (ast: unknown): readonly string[] => {
  const fields = new Map<string, string[]>()
  for (const node of walk(ast)) {
    if (node.type !== 'path' || !Array.isArray(node.steps)) continue
    const path: string[] = []
    for (const step of node.steps as AstNode[]) {
      if (step.type !== 'name' || typeof step.value !== 'string') break
      path.push(step.value)
    }
    if (path.length > 0) fields.set(path.join('.'), path)
  }
  const [only, another] = fields.values()
  return another === undefined ? (only ?? []) : []
}

const datasetOf = (ast: jsonata.ExprNode, known: ReadonlySet<string>): string | undefined =>
  ast.type === 'variable' && typeof ast.value === 'string' && known.has(ast.value) && !('predicate' in ast)
    ? ast.value
    : undefined
