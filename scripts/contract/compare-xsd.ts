import type { Break } from './compare-schema.ts'
import type { XsdModel, XsdNode } from './xsd-tree.ts'

/**
 * Why a document that was valid before would not be valid after. Judged by the structure: element by element in their
 * order, attributes, facets; what is only written in another way but not known here counts as a break.
 */
export const compareXsd = (before: XsdModel, after: XsdModel): Break[] => {
  if (before.namespace !== after.namespace) {
    return [{ place: 'schema', reason: `the namespace changed from ${before.namespace} to ${after.namespace}` }]
  }
  const compare = createComparison(before, after)
  return [...before.elements].flatMap(([name, element]) => {
    const place = `<${name}>`
    const other = after.elements.get(name)
    return other ? compare.elements(element, other, place) : [{ place, reason: 'was removed' }]
  })
}

const createComparison = (before: XsdModel, after: XsdModel) => {
  const seen = new Set<string>()

  /** The type of an element or attribute: named, or written into it. */
  const typeOf = (
    node: XsdNode,
    { types }: XsdModel,
  ): { readonly name: string; readonly type: XsdNode | undefined } => {
    const reference = node.attributes.type
    const name = reference?.slice(reference.indexOf(':') + 1) ?? ''
    if (reference === undefined) return { name, type: node.children.find(({ name: kind }) => kind.endsWith('Type')) }
    return { name: reference, type: types.get(name) }
  }

  const elements = (own: XsdNode, other: XsdNode, place: string): Break[] => [
    ...(own.attributes.nillable === 'true' && other.attributes.nillable !== 'true'
      ? [{ place, reason: 'cannot be nil any more' }]
      : []),
    ...((own.attributes.form ?? '') === (other.attributes.form ?? '') ? [] : [{ place, reason: 'its form changed' }]),
    ...typed(own, other, place),
  ]

  const typed = (own: XsdNode, other: XsdNode, place: string): Break[] => {
    const [a, b] = [typeOf(own, before), typeOf(other, after)]
    // Types of XML Schema itself have no declaration here.
    if (!a.type && !b.type)
      return a.name === b.name ? [] : [{ place, reason: `the type changed from ${a.name} to ${b.name}` }]
    if (!a.type || !b.type) return [{ place, reason: 'the type changed' }]
    const pair = `${a.name} ${b.name}`
    if (a.name !== '' && b.name !== '') {
      if (seen.has(pair)) return []
      seen.add(pair)
    }
    return compareTypes(a.type, b.type, place)
  }

  const compareTypes = (own: XsdNode, other: XsdNode, place: string): Break[] => {
    if (own.name !== other.name) return [{ place, reason: 'the kind of its type changed' }]
    return own.name === 'simpleType' ? compareFacets(own, other, place) : compareComplex(own, other, place)
  }

  /** A restriction of a complex type repeats its whole content, so its base adds nothing. */
  const contentOf = (type: XsdNode): readonly XsdNode[] => {
    const complex = type.children.find(({ name }) => name === 'complexContent')
    return (complex?.children[0] ?? type).children
  }

  const compareComplex = (own: XsdNode, other: XsdNode, place: string): Break[] => {
    const [a, b] = [contentOf(own), contentOf(other)]
    const particle = (nodes: readonly XsdNode[]) => nodes.find(({ name }) => name === 'sequence' || name === 'choice')
    return [...compareParticles(particle(a), particle(b), place), ...compareAttributes(a, b, place)]
  }

  const compareParticles = (own: XsdNode | undefined, other: XsdNode | undefined, place: string): Break[] => {
    if (!own) return other && !isOptional(other) ? listRequired(other, place) : []
    if (!other) return [{ place, reason: 'has no content any more' }]
    if (own.name === 'choice')
      return own.children.flatMap((variant) => compareParticles(asSequence(variant), other, place))
    if (other.name === 'choice') {
      const gaps = other.children.map((variant) => compareParticles(own, asSequence(variant), place))
      const best = gaps.reduce((least, found) => (found.length < least.length ? found : least))
      return best.length === 0 ? [] : [{ place, reason: 'a choice is not there any more' }]
    }
    return compareSequences(own, other, place)
  }

  const listRequired = (sequence: XsdNode, place: string): Break[] =>
    sequence.children
      .filter((child) => !isOptional(child))
      .map((child) => ({ place: below(place, child), reason: 'is new and required' }))

  /** The old elements must be found in their order; what stands between them must be optional. */
  const compareSequences = (own: XsdNode, other: XsdNode, place: string): Break[] => {
    const breaks: Break[] = []
    const rest = [...other.children]
    for (const child of own.children) {
      const index = rest.findIndex((candidate) => isSame(child, candidate))
      if (index < 0) {
        const isMoved = other.children.some((candidate) => isSame(child, candidate))
        breaks.push({ place: below(place, child), reason: isMoved ? 'stands at another place' : 'was removed' })
        continue
      }
      const [counterpart] = rest.splice(index, 1)
      const skipped = rest.splice(0, index)
      for (const one of skipped)
        if (!isOptional(one)) breaks.push({ place: below(place, one), reason: 'is new and required' })
      if (counterpart) breaks.push(...compareChildren(child, counterpart, below(place, child)))
    }
    for (const one of rest)
      if (!isOptional(one)) breaks.push({ place: below(place, one), reason: 'is new and required' })
    return breaks
  }

  const compareChildren = (own: XsdNode, other: XsdNode, place: string): Break[] => [
    ...(minOf(other) > minOf(own)
      ? [{ place, reason: minOf(own) === 0 ? 'is required now' : 'must occur more often' }]
      : []),
    ...(maxOf(other) < maxOf(own) ? [{ place, reason: 'may not occur as often any more' }] : []),
    ...(own.name === 'element' ? elements(own, other, place) : compareParticles(own, other, place)),
  ]

  const compareAttributes = (own: readonly XsdNode[], other: readonly XsdNode[], place: string): Break[] => {
    const attributesOf = (nodes: readonly XsdNode[]) =>
      new Map(nodes.flatMap((node) => (node.name === 'attribute' ? [[node.attributes.name ?? '', node] as const] : [])))
    const [a, b] = [attributesOf(own), attributesOf(other)]
    const isRequired = (node: XsdNode) => node.attributes.use === 'required'
    return [
      ...[...a].flatMap(([name, node]) => {
        const at = `${place}/@${name}`
        const counterpart = b.get(name)
        if (!counterpart) return [{ place: at, reason: 'was removed' }]
        const fixed = counterpart.attributes.fixed
        return [
          ...(isRequired(counterpart) && !isRequired(node) ? [{ place: at, reason: 'is required now' }] : []),
          ...(fixed !== undefined && fixed !== node.attributes.fixed
            ? [{ place: at, reason: 'has another fixed value' }]
            : []),
          ...typed(node, counterpart, at),
        ]
      }),
      ...[...b].flatMap(([name, node]) =>
        isRequired(node) && !a.has(name) ? [{ place: `${place}/@${name}`, reason: 'is new and required' }] : [],
      ),
    ]
  }

  return { elements }
}

const asSequence = (node: XsdNode): XsdNode =>
  node.name === 'element' ? { name: 'sequence', attributes: {}, children: [node] } : node

const minOf = ({ attributes }: XsdNode): number => Number(attributes.minOccurs ?? 1)
const maxOf = ({ attributes: { maxOccurs = '1' } }: XsdNode): number =>
  maxOccurs === 'unbounded' ? Number.POSITIVE_INFINITY : Number(maxOccurs)

const isOptional = (node: XsdNode): boolean =>
  minOf(node) === 0 || (node.name === 'sequence' && node.children.every(isOptional))

const isSame = (own: XsdNode, other: XsdNode): boolean =>
  own.name === other.name && own.attributes.name === other.attributes.name

const below = (place: string, { name, attributes }: XsdNode): string => `${place}/${attributes.name ?? name}`

/** Facets of simple types: what a restriction took before it must take after. */
const compareFacets = (own: XsdNode, other: XsdNode, place: string): Break[] => {
  const [a, b] = [own.children[0], other.children[0]]
  if (a?.name !== 'restriction' || b?.name !== 'restriction') {
    return JSON.stringify(own) === JSON.stringify(other) ? [] : [{ place, reason: 'the type changed' }]
  }
  if (a.attributes.base !== b.attributes.base) {
    return [{ place, reason: `the base changed from ${a.attributes.base} to ${b.attributes.base}` }]
  }
  const values = (node: XsdNode, name: string) =>
    node.children.flatMap((facet) => (facet.name === name ? [facet.attributes.value ?? ''] : []))
  const breaks: Break[] = []
  const allowed = values(b, 'enumeration')
  const before = values(a, 'enumeration')
  const gone = before.filter((value) => !allowed.includes(value))
  if (allowed.length > 0 && before.length === 0) breaks.push({ place, reason: 'only some values are accepted now' })
  else if (allowed.length > 0 && gone.length > 0)
    breaks.push({ place, reason: `${gone.join(', ')} is not accepted any more` })
  for (const [name, isLower] of [
    ['minLength', true],
    ['minInclusive', true],
    ['maxLength', false],
    ['maxInclusive', false],
  ] as const) {
    const [limit] = values(b, name)
    if (limit === undefined) continue
    const [old = isLower ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY] = values(a, name)
    const isTighter = isLower ? Number(limit) > Number(old) : Number(limit) < Number(old)
    if (isTighter) breaks.push({ place, reason: `${name} is ${limit} now` })
  }
  const patterns = values(b, 'pattern')
  const oldPatterns = values(a, 'pattern')
  // Several patterns are alternatives; each old one must still be among them.
  const isNarrower = oldPatterns.length === 0 || oldPatterns.some((pattern) => !patterns.includes(pattern))
  if (patterns.length > 0 && isNarrower) breaks.push({ place, reason: 'the pattern changed' })
  const compared = ['enumeration', 'pattern', 'minLength', 'maxLength', 'minInclusive', 'maxInclusive']
  const others = (node: XsdNode) =>
    node.children.flatMap(({ name, attributes }) => (compared.includes(name) ? [] : [`${name} ${attributes.value}`]))
  const [changed] = [
    ...others(a).filter((facet) => !others(b).includes(facet)),
    ...others(b).filter((facet) => !others(a).includes(facet)),
  ]
  if (changed !== undefined) breaks.push({ place, reason: `the ${changed.split(' ')[0]} changed` })
  return breaks
}
