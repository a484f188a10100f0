import { SaxesParser } from 'saxes'

/** An element of an XML Schema without its annotations. */
export interface XsdNode {
  /** Local name, as `complexType`. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XsdNode[]
}

/** The declarations of a schema of several files. */
export interface XsdModel {
  readonly namespace: string
  /** Global elements by name. */
  readonly elements: ReadonlyMap<string, XsdNode>
  /** Global types by name. */
  readonly types: ReadonlyMap<string, XsdNode>
}

interface OpenNode {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: OpenNode[]
}

/** Reads one schema document. */
const parseXsd = (text: string): XsdNode => {
  const parser = new SaxesParser({})
  const stack: OpenNode[] = []
  let root: OpenNode | undefined
  parser.on('opentag', ({ name, attributes }) => {
    const node: OpenNode = { name: name.slice(name.indexOf(':') + 1), attributes: { ...attributes }, children: [] }
    stack.at(-1)?.children.push(node)
    root ??= node
    stack.push(node)
  })
  parser.on('closetag', () => void stack.pop())
  parser.on('error', (error) => {
    throw error
  })
  parser.write(text).close()
  if (root?.name !== 'schema') throw new Error('this is no XML Schema')
  return withoutAnnotations(root)
}

const withoutAnnotations = ({ name, attributes, children }: OpenNode): XsdNode => ({
  name,
  attributes,
  children: children.filter((child) => child.name !== 'annotation').map(withoutAnnotations),
})

/** Joins the files of a schema; includes lead to each other and say nothing more. */
export const joinXsd = (documents: Iterable<string>): XsdModel => {
  const roots = [...documents].map(parseXsd)
  const namespaces = new Set(roots.map(({ attributes }) => attributes.targetNamespace ?? ''))
  const [namespace] = namespaces
  if (namespaces.size !== 1 || namespace === undefined) throw new Error('the files of a schema have one namespace')
  const declarations = roots.flatMap(({ children }) => children)
  const named = (...names: string[]) =>
    new Map(
      declarations.flatMap((node) => (names.includes(node.name) ? [[node.attributes.name ?? '', node] as const] : [])),
    )
  return { namespace, elements: named('element'), types: named('complexType', 'simpleType') }
}
