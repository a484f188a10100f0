import { beispiele, limits, nachrichten, type ProblemSlug, standard } from '@berichtsheft/core'
import { writeNachricht, writeXml } from '@berichtsheft/core/xml'
import { makeLieferung } from '../fixtures.ts'

/** What a case may try to reach from inside of the XML. */
export interface Bait {
  /** A file that holds the canary. */
  readonly file: string
  /** An address on the loopback that counts who comes. */
  readonly url: string
}

/** Where a case puts itself: a document, the text to replace in it, and the start of its root element. */
export interface Door {
  readonly path: string
  readonly document: string
  readonly hint: string
  readonly root: string
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
const lieferung = makeLieferung(1)
/** The doors through which XML comes in. */
export const doors: readonly Door[] = [
  {
    path: '/v1/nachrichten',
    document: writeNachricht('anforderung', beispiele.anforderung),
    hint: 'Bitte vollständig und freigegeben übermitteln.',
    root: `<bh:${nachrichten.anforderung.element}`,
  },
  {
    path: '/v1/lieferungen/strom',
    document: writeXml('lieferungen', [
      { ...lieferung, berichtsheft: { ...lieferung.berichtsheft, beruf: { bezeichnung: 'HINWEIS' } } },
    ]),
    hint: 'HINWEIS',
    root: '<bh:lieferungen',
  },
]

type Make = (door: Door, bait: Bait) => string | Buffer

const withText =
  (text: string): Make =>
  ({ document, hint }) =>
    document.replace(hint, () => text)
const withRoot =
  (attributes: string): Make =>
  ({ document, root }) =>
    document.replace(root, () => root + attributes)
const doctype =
  (subset: (bait: Bait) => string, entity = '&e;'): Make =>
  ({ document, hint }, bait) =>
    `${declaration}<!DOCTYPE x ${subset(bait)}>\n${document.slice(document.indexOf('<bh:')).replace(hint, () => entity)}`
const withBytes =
  (...inner: number[]): Make =>
  ({ document, hint }) => {
    const [before = '', after = ''] = document.split(hint)
    return Buffer.concat([Buffer.from(before), Buffer.from(inner), Buffer.from(after)])
  }
const laughs = `[<!ENTITY a0 "ha">${Array.from({ length: 10 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]`

/** XML that is refused before any of it means something. */
export const xmlCases: readonly (readonly [
  id: string,
  name: string,
  slug: ProblemSlug,
  make: Make,
  /** What a stream says that looks for records only. */
  inStream?: ProblemSlug,
])[] = [
  [
    'B01',
    'an external entity on a file',
    'malformed-request',
    doctype(({ file }) => `[<!ENTITY e SYSTEM "file://${file}">]`),
  ],
  ['B01', 'an external entity over http', 'malformed-request', doctype(({ url }) => `[<!ENTITY e SYSTEM "${url}">]`)],
  ['B01', 'a parameter entity', 'malformed-request', doctype(({ url }) => `[<!ENTITY % p SYSTEM "${url}"> %p;]`)],
  ['B01', 'an external DTD', 'malformed-request', doctype(({ url }) => `SYSTEM "${url}"`)],
  ['B01', 'a public identifier', 'malformed-request', doctype(({ url }) => `PUBLIC "-//X//EN" "${url}"`)],
  ['B01', 'a DTD with nothing in it', 'malformed-request', doctype(() => '[]', 'x')],
  ['B01', 'a DTD that ends inside of a comment', 'malformed-request', doctype(() => '[<!-- ]> -->]', 'x')],
  ['B01', 'an entity that was never declared', 'malformed-request', withText('&xxe;')],
  [
    'B01',
    'XInclude',
    'validation-failed',
    (door, bait) =>
      withText(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://${bait.file}" parse="text"/>`)(
        door,
        bait,
      ),
  ],
  [
    'B01',
    'schemaLocation',
    'malformed-request',
    (door, bait) =>
      withRoot(
        ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${standard.namespace} ${bait.url}"`,
      )(door, bait),
  ],
  [
    'B01',
    'noNamespaceSchemaLocation',
    'malformed-request',
    (door, bait) =>
      withRoot(` xmlns:q="http://www.w3.org/2001/XMLSchema-instance" q:noNamespaceSchemaLocation="${bait.url}"`)(
        door,
        bait,
      ),
    'validation-failed',
  ],
  [
    'B01',
    'a stylesheet',
    'malformed-request',
    ({ document }, { url }) => document.replace(declaration, `${declaration}<?xml-stylesheet href="${url}"?>`),
  ],
  ['B01', 'a processing instruction inside', 'malformed-request', withText('a<?php phpinfo() ?>')],
  [
    'B01',
    'UTF-16',
    'malformed-request',
    ({ document }) => Buffer.from(`\ufeff${document.replace('UTF-8', 'UTF-16')}`, 'utf16le'),
  ],
  ['B01', 'UTF-7', 'malformed-request', ({ document }) => document.replace('UTF-8', 'UTF-7')],
  ['B01', 'ISO-8859-1', 'malformed-request', ({ document }) => document.replace('UTF-8', 'ISO-8859-1')],
  ['B02', 'billion laughs', 'malformed-request', doctype(() => laughs, '&a10;')],
  [
    'B02',
    'quadratic blow-up',
    'malformed-request',
    doctype(() => `[<!ENTITY e "${'x'.repeat(50_000)}">]`, '&e;'.repeat(3000)),
  ],
  ['B02', 'an entity that holds itself', 'malformed-request', doctype(() => '[<!ENTITY e "&e;">]')],
  ['B02', '50 000 levels', 'payload-too-large', withText('<bh:x>'.repeat(50_000) + '</bh:x>'.repeat(50_000))],
  [
    'B02',
    '20 000 attributes',
    'payload-too-large',
    withRoot(Array.from({ length: 20_000 }, (_, i) => ` a${i}="1"`).join('')),
    'validation-failed',
  ],
  [
    'B02',
    '20 000 namespaces',
    'payload-too-large',
    withRoot(Array.from({ length: 20_000 }, (_, i) => ` xmlns:a${i}="urn:a"`).join('')),
    'validation-failed',
  ],
  ['B02', '100 000 siblings', 'validation-failed', withText('<bh:x/>'.repeat(100_000))],
  [
    'B02',
    'an endless comment',
    'malformed-request',
    () => `${declaration}<!-- ${'x'.repeat(5_000_000)}`,
    'validation-failed',
  ],
  ['B02', 'an endless tag', 'malformed-request', () => `<a ${'b '.repeat(1_000_000)}`, 'validation-failed'],
  ['B02', 'an endless attribute', 'malformed-request', () => `<a b="${'c'.repeat(5_000_000)}`, 'validation-failed'],
  [
    'B10',
    'an attribute with a prefix of 5 MB',
    'malformed-request',
    () => `<a ${'a'.repeat(5_000_000)}:b="x"/>`,
    'validation-failed',
  ],
  ['B07', 'NUL', 'malformed-request', withText('a\0b')],
  ['B07', 'NUL by reference', 'malformed-request', withText('a&#0;b')],
  ['B07', 'a control character by reference', 'malformed-request', withText('a&#27;[31m')],
  ['B07', 'a surrogate by reference', 'malformed-request', withText('a&#xD800;b')],
  ['B07', 'U+FFFF', 'malformed-request', withText('a\uffffb')],
  ['B07', 'a byte that is no UTF-8', 'malformed-request', withBytes(0x61, 0xff)],
  ['B07', 'overlong UTF-8', 'malformed-request', withBytes(0xc0, 0xaf)],
  ['B07', 'a surrogate in UTF-8', 'malformed-request', withBytes(0xed, 0xa0, 0x80)],
  ['B07', 'CR by reference', 'validation-failed', withText('a&#13;b')],
  ['B06', 'an element named __proto__', 'validation-failed', withText('<bh:__proto__>x</bh:__proto__>')],
  ['B06', 'an attribute named __proto__', 'validation-failed', withRoot(' __proto__="x"')],
  ['B04', 'JSON', 'malformed-request', () => '{"fremdId":"a"}'],
  ['B04', 'nothing', 'malformed-request', () => ''],
  ['B04', 'two roots', 'malformed-request', ({ document }) => document + document.slice(document.indexOf('<bh:'))],
  ['B04', 'text behind the root', 'malformed-request', ({ document }) => `${document}x`],
  ['B04', 'another root', 'validation-failed', () => `<foo xmlns="${standard.namespace}"/>`],
  [
    'B04',
    'another namespace',
    'validation-failed',
    ({ document }) => document.replaceAll(standard.namespace, 'urn:other'),
  ],
  [
    'B04',
    'more bytes than allowed in one record',
    'payload-too-large',
    (door) => withText('x'.repeat(limits.nachricht))(door, { file: '', url: '' }),
  ],
]
