/** A closed range of code points. */
export type Range = readonly [from: number, to: number]

/** A regular expression of the small language that JSON Schema, XSD and the test generator understand alike. */
export type Pattern =
  | { readonly kind: 'class'; readonly ranges: readonly Range[] }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly item: Pattern; readonly min: number; readonly max: number }

/** What a text of the contract may hold: the characters of XML 1.0 (§ 2.2) without CR. */
export const textCharacters: readonly Range[] = [
  [0x9, 0xa],
  [0x20, 0xd7ff],
  [0xe000, 0xfffd],
  [0x10000, 0x10ffff],
]

const maxCodePoint = 0x10ffff
const escapes: Record<string, readonly Range[]> = {
  t: [[9, 9]],
  n: [[10, 10]],
  r: [[13, 13]],
  d: [[0x30, 0x39]],
  w: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
}

/** Sorted, merged ranges. */
const normalizeRanges = (ranges: readonly Range[]): Range[] => {
  const merged: [number, number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** All code points outside of the ranges, within `universe`. */
export const complementRanges = (
  ranges: readonly Range[],
  universe: readonly Range[] = [[0, maxCodePoint]],
): Range[] => {
  const result: Range[] = []
  for (const [from, to] of universe) {
    let next = from
    for (const [low, high] of normalizeRanges(ranges)) {
      if (high < next || low > to) continue
      if (low > next) result.push([next, low - 1])
      next = high + 1
    }
    if (next <= to) result.push([next, to])
  }
  return result
}

/**
 * Parses a JSON Schema pattern (ECMAScript syntax, `u` flag) of the allowed subset: `^…$` around character classes,
 * literals, groups, alternation and greedy quantifiers.
 *
 * @throws Error naming the position of what the subset does not hold
 */
export const parsePattern = (source: string): Pattern => {
  let at = 0
  const fail = (reason: string): never => {
    throw new Error(`pattern ${JSON.stringify(source)}, position ${at}: ${reason}`)
  }
  const end = source.length - 1
  if (!source.startsWith('^') || !source.endsWith('$') || source.endsWith('\\$')) fail('must be anchored as ^…$')
  at = 1
  const peek = (): string => {
    const code = source.codePointAt(at)
    return code === undefined ? '' : String.fromCodePoint(code)
  }
  const take = (): string => {
    const character = peek()
    at += character.length
    return character
  }
  const accept = (text: string): boolean => {
    if (!source.startsWith(text, at)) return false
    at += text.length
    return true
  }
  const hex = (digits: string): number => {
    if (!/^[0-9A-Fa-f]+$/.test(digits)) fail('hexadecimal digits expected')
    return Number.parseInt(digits, 16)
  }

  const parseEscape = (): readonly Range[] => {
    const character = take()
    if (character === 'u' && accept('{')) {
      const end = source.indexOf('}', at)
      if (end < 0) fail('unclosed \\u{')
      const code = hex(source.slice(at, end))
      at = end + 1
      return [[code, code]]
    }
    if (character === 'u' || character === 'x') {
      const length = character === 'u' ? 4 : 2
      const code = hex(source.slice(at, at + length))
      at += length
      return [[code, code]]
    }
    const known = escapes[character]
    if (known) return known
    if (!/^[\^$\\.*+?()[\]{}|/-]$/.test(character)) fail(`escape \\${character} cannot be translated`)
    const code = character.charCodeAt(0)
    return [[code, code]]
  }

  const parseClassAtom = (): readonly Range[] => {
    if (accept('\\')) return parseEscape()
    const code = take().codePointAt(0) ?? fail('unclosed character class')
    return [[code, code]]
  }

  const parseClass = (): Pattern => {
    const negated = accept('^')
    const ranges: Range[] = []
    while (!accept(']')) {
      const atom = parseClassAtom()
      const [low] = atom
      if (peek() === '-' && source[at + 1] !== ']') {
        at += 1
        const [high] = parseClassAtom()
        if (!low || !high || atom.length > 1 || low[0] !== low[1] || high[0] !== high[1] || high[0] < low[0])
          return fail('bad range')
        ranges.push([low[0], high[0]])
      } else ranges.push(...atom)
    }
    if (ranges.length === 0) fail('empty character class')
    return { kind: 'class', ranges: negated ? complementRanges(ranges) : normalizeRanges(ranges) }
  }

  const parseAtom = (): Pattern => {
    if (accept('[')) return parseClass()
    if (accept('(')) {
      if (source[at] === '?' && !accept('?:')) fail('only plain groups can be translated')
      const group = parseChoice()
      if (!accept(')')) fail('unclosed group')
      return group
    }
    if (accept('\\')) return { kind: 'class', ranges: parseEscape() }
    const character = take()
    if ('.^$*+?{}'.includes(character)) fail(`${character} cannot be translated here`)
    const code = character.codePointAt(0) ?? 0
    return { kind: 'class', ranges: [[code, code]] }
  }

  const parseQuantified = (): Pattern => {
    const item = parseAtom()
    let [min, max] = [1, 1]
    if (accept('*')) [min, max] = [0, Number.POSITIVE_INFINITY]
    else if (accept('+')) [min, max] = [1, Number.POSITIVE_INFINITY]
    else if (accept('?')) [min, max] = [0, 1]
    else if (accept('{')) {
      const counts = /^(\d+)(,(\d*))?\}/.exec(source.slice(at)) ?? fail('bad quantifier')
      at += counts[0].length
      min = Number(counts[1])
      max = counts[2] === undefined ? min : counts[3] === '' ? Number.POSITIVE_INFINITY : Number(counts[3])
    } else return item
    if (peek() !== '' && '*+?{'.includes(peek())) fail('lazy or stacked quantifiers cannot be translated')
    return { kind: 'repeat', item, min, max }
  }

  const parseSequence = (): Pattern => {
    const items: Pattern[] = []
    while (at < end && peek() !== '|' && peek() !== ')') items.push(parseQuantified())
    const [only] = items
    return items.length === 1 && only ? only : { kind: 'sequence', items }
  }

  const parseChoice = (): Pattern => {
    const options = [parseSequence()]
    while (accept('|')) options.push(parseSequence())
    const [only] = options
    return options.length === 1 && only ? only : { kind: 'choice', options }
  }

  const pattern = parseChoice()
  if (at !== end) fail('unexpected character')
  if (pattern.kind === 'choice') fail('alternation at the top needs a group, or the anchors bind to its ends only')
  return pattern
}

/** All code points that texts matching the pattern can hold. */
export const alphabetOf = (pattern: Pattern): Range[] => {
  const collect = (node: Pattern): Range[] => {
    if (node.kind === 'class') return [...node.ranges]
    if (node.kind === 'repeat') return node.max === 0 ? [] : collect(node.item)
    return (node.kind === 'sequence' ? node.items : node.options).flatMap(collect)
  }
  return normalizeRanges(collect(pattern))
}

/** The least and greatest number of code points of a matching text. */
export const lengthsOf = (pattern: Pattern): { min: number; max: number } => {
  if (pattern.kind === 'class') return { min: 1, max: 1 }
  if (pattern.kind === 'repeat') {
    const { min, max } = lengthsOf(pattern.item)
    return { min: min * pattern.min, max: max === 0 || pattern.max === 0 ? 0 : max * pattern.max }
  }
  const parts = (pattern.kind === 'sequence' ? pattern.items : pattern.options).map(lengthsOf)
  if (pattern.kind === 'sequence')
    return { min: parts.reduce((sum, part) => sum + part.min, 0), max: parts.reduce((sum, part) => sum + part.max, 0) }
  return { min: Math.min(...parts.map((part) => part.min)), max: Math.max(...parts.map((part) => part.max)) }
}

const escapeLiteral = (code: number, meta: RegExp): string => {
  if (code === 9) return '\\t'
  if (code === 10) return '\\n'
  if (code === 13) return '\\r'
  const character = String.fromCodePoint(code)
  return meta.test(character) ? `\\${character}` : character
}

/** Characters that a class of XSD writes with a backslash. */
const classMeta = /[\\[\]^-]/

/** Ranges begin and end with a plain character: some engines read an escaped one as a character of its own. */
const splitEscaped = ([from, to]: Range): readonly Range[] => {
  const isEscaped = (code: number) => code < 32 || classMeta.test(String.fromCodePoint(code))
  if (to - from < 2) return [[from, to]]
  if (isEscaped(from)) return [[from, from], ...splitEscaped([from + 1, to])]
  return isEscaped(to) ? [...splitEscaped([from, to - 1]), [to, to]] : [[from, to]]
}

const printRanges = (ranges: readonly Range[]): string =>
  ranges
    .flatMap(splitEscaped)
    .map(([from, to]) => {
      const [low, high] = [escapeLiteral(from, classMeta), escapeLiteral(to, classMeta)]
      return from === to ? low : to === from + 1 ? low + high : `${low}-${high}`
    })
    .join('')

const printClass = (ranges: readonly Range[]): string => {
  const [only] = ranges
  if (ranges.length === 1 && only && only[0] === only[1]) return escapeLiteral(only[0], /[\\.?*+(){}[\]|^]/)
  const excluded = complementRanges(ranges, normalizeRanges([...textCharacters, [13, 13]]))
  return excluded.length > 0 && excluded.length < ranges.length
    ? `[^${printRanges(excluded)}]`
    : `[${printRanges(ranges)}]`
}

const printQuantifier = (min: number, max: number): string => {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`
  if (min === 0 && max === 1) return '?'
  return min === max ? `{${min}}` : `{${min},${max}}`
}

/**
 * The pattern in the language of XSD (Datatypes, appendix F), which anchors by itself and has no Unicode escapes.
 * Classes that leave out few characters of XML 1.0 are printed as negated classes.
 */
export const printXsdPattern = (pattern: Pattern): string => {
  if (pattern.kind === 'class') return printClass(pattern.ranges)
  if (pattern.kind === 'choice') return `(${pattern.options.map(printXsdPattern).join('|')})`
  if (pattern.kind === 'sequence') return pattern.items.map(printXsdPattern).join('')
  const item = printXsdPattern(pattern.item)
  const atom = pattern.item.kind === 'class' || pattern.item.kind === 'choice' ? item : `(${item})`
  return atom + printQuantifier(pattern.min, pattern.max)
}
