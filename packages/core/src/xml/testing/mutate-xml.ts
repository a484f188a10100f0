import fc from 'fast-check'

/** An element in the token list: positions of its start and end tag. */
interface Span {
  readonly start: number
  readonly end: number
  readonly leaf: boolean
}

const tokenize = (xml: string): string[] => xml.split(/(<[^>]+>)/).filter((token) => token !== '')

const spansOf = (tokens: readonly string[]): Span[] => {
  const open: number[] = []
  const spans: Span[] = []
  tokens.forEach((token, index) => {
    if (token.startsWith('<?')) return
    if (token.startsWith('</')) {
      const start = open.pop() ?? 0
      spans.push({ start, end: index, leaf: !tokens.slice(start + 1, index).some((inner) => inner.startsWith('<')) })
    } else if (token.startsWith('<')) {
      if (token.endsWith('/>')) spans.push({ start: index, end: index, leaf: true })
      else open.push(index)
    }
  })
  return spans.sort((a, b) => a.start - b.start)
}

const texts = [
  '',
  ' ',
  'x',
  '-1',
  '-0',
  '+5',
  '007',
  '1.0',
  '1e3',
  ' 5 ',
  '99999999999999999999',
  'true',
  '1',
  ' false ',
  'TRUE',
  '2026-02-29',
  '2024-02-29',
  ' 2024-02-29 ',
  '2026-13-01',
  '2026-01-01Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T10:00:00+01:00',
  '2026-01-01T10:00:60Z',
  '0000-01-01',
  'a&#13;b',
  '&#9;a&#10;',
  'a\tb',
  '&#xE000;&#x10FFFF;',
  '<![CDATA[x & y]]>',
  'a<!-- comment -->b',
  '😀'.repeat(301),
  'ä'.repeat(300),
  'a'.repeat(20_001),
  '\u00a0',
  'betrieb',
  ' betrieb ',
  '153',
]

const attributes = [
  ' foo="1"',
  ' xsi:nil="true"',
  ' xsi:nil="false"',
  ' xsi:nil=" 1 "',
  ' xsi:type="bh:Text"',
  ' xsi:type="xs:string"',
  ' xml:lang="de"',
  ' listURI="https://berichtsheft.example/codeliste/zweck"',
  ' listVersionID="1"',
  ' listVersionID="2"',
  ' xmlns:other="urn:other"',
]

// Blanks in a CDATA section between elements are left out: Xerces takes them for blanks, libxml2 for text.
const insertions = [
  'text',
  ' \n\t',
  '<!-- a < b -->',
  '<![CDATA[x]]>',
  '<bh:foo/>',
  '<foo xmlns="urn:other"/>',
  '&#32;',
  '&#x20;&amp;',
]

/** Ways to damage a document, or to write the same one differently. */
const mutations: readonly ((tokens: string[], span: Span, pick: number) => void)[] = [
  (tokens, { start, end }) => tokens.splice(start, end - start + 1),
  (tokens, { start, end }) => tokens.splice(end + 1, 0, ...tokens.slice(start, end + 1)),
  (tokens, { start, end, leaf }, pick) => {
    if (leaf && end > start) tokens.splice(start + 1, end - start - 1, texts[pick % texts.length] ?? '')
  },
  (tokens, { start }, pick) => {
    tokens[start] = (tokens[start] ?? '').replace(
      /^<[^\s/>]+/,
      (name) => name + (attributes[pick % attributes.length] ?? ''),
    )
  },
  (tokens, { start, end }, pick) => {
    if (end > start) tokens.splice(start + 1, 0, insertions[pick % insertions.length] ?? '')
  },
  (tokens, { start, end }, pick) => {
    const name = ['bh:foo', 'bh:text', 'foo', 'code', 'bh:code'][pick % 5] ?? ''
    for (const at of new Set([start, end])) tokens[at] = (tokens[at] ?? '').replace(/^(<\/?)[^\s/>]+/, `$1${name}`)
  },
  (tokens, { start, end }) => {
    for (const at of new Set([start, end])) tokens[at] = (tokens[at] ?? '').replace('bh:', '')
  },
  (tokens, { start, end }) => {
    const [next] = spansOf(tokens).filter((span) => span.start === end + 1)
    if (next)
      tokens.splice(
        start,
        next.end - start + 1,
        ...tokens.slice(next.start, next.end + 1),
        ...tokens.slice(start, end + 1),
      )
  },
  (tokens, _span, pick) => {
    const root = tokens.findIndex((token) => token.startsWith('<bh:'))
    const changes: [RegExp, string][] = [
      [/def\/berichtsheft\/1\.0/, 'def/berichtsheft/9.9'],
      [/ version="[^"]*"/, ' version="2.0"'],
      [/ produkt="[^"]*"/, ''],
      [/ test="[^"]*"/, ' test="maybe"'],
      [/ produkt="[^"]*"/, ' produkt="a&#10;b"'],
      [/ produkt="[^"]*"/, " produkt='a&quot;b'"],
    ]
    const [search, replacement] = changes[pick % changes.length] ?? [/$/, '']
    tokens[root] = (tokens[root] ?? '').replace(search, replacement)
  },
]

/** A document with one to three damages or harmless changes. */
export const mutated = (document: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      document,
      fc.array(fc.tuple(fc.nat(mutations.length - 1), fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }),
    )
    .map(([xml, steps]) => {
      const tokens = tokenize(xml)
      for (const [kind, where, pick] of steps) {
        const spans = spansOf(tokens)
        const span = spans[where % spans.length]
        if (span && span.start > 1) mutations[kind]?.(tokens, span, pick)
        else if (span) mutations[8]?.(tokens, span, pick)
      }
      return tokens.join('')
    })
