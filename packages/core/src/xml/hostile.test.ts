import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { beispiele } from '../contract/beispiele.ts'
import { limits } from '../contract/limits.ts'
import { nachrichten, standard } from '../contract/nachricht.ts'
import { readXml, writeNachricht, writeXml } from './contract-xml.ts'
import { XmlError, type XmlErrorCode } from './xml-error.ts'

const folder = mkdtempSync(join(tmpdir(), 'canary-'))
const canary = 'CANARY-5f0c1e0a'
writeFileSync(join(folder, 'secret.txt'), canary)
writeFileSync(join(folder, 'evil.dtd'), `<!ENTITY leak "${canary}">`)
afterAll(() => rmSync(folder, { recursive: true }))

const message = writeNachricht('anforderung', beispiele.anforderung)
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
const body = message.slice(declaration.length)
const root = nachrichten.anforderung.element
const hint = 'Bitte vollständig und freigegeben übermitteln.'
const withText = (text: string): string => message.replace(hint, text)
const withRoot = (attributes: string): string => message.replace(`<bh:${root}`, `<bh:${root}${attributes}`)
const doctype = (subset: string, entity = '&e;'): string =>
  `${declaration}<!DOCTYPE x ${subset}>\n${body.replace(hint, entity)}`
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const spliced = (...inner: number[]): Uint8Array => {
  const [before = '', after = ''] = message.split(hint)
  return Uint8Array.from([...bytes(before), ...inner, ...bytes(after)])
}

type Case = readonly [name: string, code: XmlErrorCode, make: () => string | Uint8Array]

const cases: readonly Case[] = [
  ['B01 external entity on a file', 'doctype', () => doctype(`[<!ENTITY e SYSTEM "file://${folder}/secret.txt">]`)],
  ['B01 external entity over http', 'doctype', () => doctype('[<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]')],
  [
    'B01 parameter entity',
    'doctype',
    () => doctype(`[<!ENTITY % p SYSTEM "file://${folder}/evil.dtd"> %p;]`, '&leak;'),
  ],
  ['B01 external DTD', 'doctype', () => doctype(`SYSTEM "file://${folder}/evil.dtd"`, '&leak;')],
  ['B01 public identifier', 'doctype', () => doctype(`PUBLIC "-//X//EN" "file://${folder}/evil.dtd"`, '&leak;')],
  ['B01 doctype without anything', 'doctype', () => `${declaration}<!DOCTYPE x>${body}`],
  ['B01 doctype behind a comment', 'doctype', () => `${declaration}<!-- a --><!DOCTYPE x []>${body}`],
  ['B01 doctype in lower case', 'doctype', () => `${declaration}<!doctype x>${body}`],
  ['B01 declaration inside of the message', 'doctype', () => withText('<!ENTITY e "x">')],
  ['B01 undeclared entity', 'malformed', () => withText('&leak;')],
  [
    'B01 XInclude',
    'schema-invalid',
    () =>
      withText(
        `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://${folder}/secret.txt" parse="text"/>`,
      ),
  ],
  [
    'B01 schemaLocation',
    'schema-location',
    () => withRoot(` xsi:schemaLocation="${standard.namespace} file://${folder}/secret.txt"`),
  ],
  [
    'B01 noNamespaceSchemaLocation',
    'schema-location',
    () => withRoot(` xsi:noNamespaceSchemaLocation='file://${folder}/secret.txt'`),
  ],
  [
    'B01 schemaLocation under another prefix',
    'schema-location',
    () => withRoot(` xmlns:q="http://www.w3.org/2001/XMLSchema-instance" q:schemaLocation = "a b"`),
  ],
  [
    'B01 schemaLocation on an inner element',
    'schema-location',
    () => message.replace('<bh:hinweis>', '<bh:hinweis xsi:schemaLocation="a b">'),
  ],
  [
    'B01 stylesheet',
    'processing-instruction',
    () => `${declaration}<?xml-stylesheet href="file://${folder}/secret.txt"?>${body}`,
  ],
  ['B01 processing instruction in a text', 'processing-instruction', () => withText('a<?php echo 1 ?>b')],
  ['B01 a second XML declaration', 'processing-instruction', () => `${declaration}${message}`],
  [
    'B01 UTF-16 little endian with mark',
    'encoding',
    () => Buffer.from(`\ufeff${message.replace('UTF-8', 'UTF-16')}`, 'utf16le'),
  ],
  ['B01 UTF-16 big endian with mark', 'encoding', () => Buffer.from(`\ufeff${message}`, 'utf16le').swap16()],
  ['B01 UTF-16 without mark', 'encoding', () => Buffer.from(message, 'utf16le')],
  ['B01 UTF-16 big endian without mark', 'encoding', () => Buffer.from(message, 'utf16le').swap16()],
  [
    'B01 UTF-32',
    'encoding',
    () => Uint8Array.from([...message].flatMap((character) => [character.codePointAt(0) ?? 0, 0, 0, 0])),
  ],
  ['B01 UTF-7 declared', 'encoding', () => message.replace('UTF-8', 'UTF-7')],
  ['B01 ISO-8859-1 declared', 'encoding', () => message.replace('"UTF-8"', "'ISO-8859-1'")],
  ['B01 EBCDIC', 'encoding', () => Uint8Array.from([0x4c, 0x6f, 0xa7, 0x94, 0x93])],
  [
    'B02 billion laughs',
    'doctype',
    () =>
      doctype(
        `[<!ENTITY a0 "ha">${Array.from({ length: 10 }, (_, index) => `<!ENTITY a${index + 1} "${`&a${index};`.repeat(10)}">`).join('')}]`,
        '&a10;',
      ),
  ],
  ['B02 quadratic blow-up', 'doctype', () => doctype(`[<!ENTITY e "${'x'.repeat(50_000)}">]`, '&e;'.repeat(3000))],
  ['B02 entity that holds itself', 'doctype', () => doctype('[<!ENTITY e "&e;">]')],
  ['B02 50 000 deep', 'too-deep', () => withText('<bh:x>'.repeat(50_000) + '</bh:x>'.repeat(50_000))],
  ['B02 50 000 deep, never closed', 'too-deep', () => '<a>'.repeat(50_000)],
  [
    `B02 one level deeper than ${limits.xmlTiefe}`,
    'too-deep',
    () => '<a>'.repeat(limits.xmlTiefe + 1) + '</a>'.repeat(limits.xmlTiefe + 1),
  ],
  ['B02 as deep as allowed', 'unknown-root', () => '<a>'.repeat(limits.xmlTiefe) + '</a>'.repeat(limits.xmlTiefe)],
  [
    'B02 20 000 attributes',
    'too-many-attributes',
    () => withRoot(Array.from({ length: 20_000 }, (_, index) => ` a${index}="1"`).join('')),
  ],
  [
    'B02 20 000 namespace declarations',
    'too-many-attributes',
    () => withRoot(Array.from({ length: 20_000 }, (_, index) => ` xmlns:a${index}="urn:a"`).join('')),
  ],
  [
    'B02 an attribute of 5 MB',
    'schema-invalid',
    () => message.replace(/ produkt="[^"]*"/, ` produkt="${'x'.repeat(5_000_000)}"`),
  ],
  ['B02 100 000 siblings', 'schema-invalid', () => withText('<bh:x/>'.repeat(100_000))],
  [
    'B02 100 000 wrong items in a list',
    'schema-invalid',
    () => writeXml('lieferungen', []).replace('></', `>${'<bh:lieferung/>'.repeat(100_000)}</`),
  ],
  ['B02 100 000 undeclared prefixes', 'malformed', () => withText('<q:x/>'.repeat(100_000))],
  ['B02 more elements than allowed', 'too-many-elements', () => withText('<b/>'.repeat(limits.xmlElemente))],
  ['B02 more bytes than allowed', 'too-large', () => new Uint8Array(limits.nachricht + 1).fill(0x20)],
  ['B02 an endless comment', 'malformed', () => `${declaration}<!-- ${'x'.repeat(5_000_000)}`],
  ['B02 an endless tag', 'malformed', () => `<a ${'b '.repeat(2_000_000)}`],
  ['B02 an endless attribute', 'malformed', () => `<a b="${'c'.repeat(5_000_000)}`],
  ['B10 a prefix of 5 MB', 'malformed', () => `<a ${'a'.repeat(5_000_000)}:b="x"/>`],
  [
    'B10 a name of 5 MB, blanks before its value',
    'malformed',
    () => `<a ${'a'.repeat(2_500_000)}${' '.repeat(2_500_000)}="x"/>`,
  ],
  ['B02 quotes without end', 'malformed', () => `<a ${'"'.repeat(200_001)}`],
  ['B02 equal signs without end', 'malformed', () => `<a ${'='.repeat(1_000_000)}>`],
  ['B07 NUL', 'nul', () => withText('a\0b')],
  ['B07 NUL reference', 'malformed', () => withText('a&#0;b')],
  ['B07 control character', 'malformed', () => withText('a\u0001b')],
  ['B07 control character by reference', 'malformed', () => withText('a&#1;b')],
  ['B07 U+FFFF', 'malformed', () => withText('a\uffffb')],
  ['B07 surrogate by reference', 'malformed', () => withText('a&#xD800;b')],
  ['B07 broken UTF-8', 'encoding', () => spliced(0x61, 0xff, 0x62)],
  [
    'B07 cut UTF-8',
    'encoding',
    () => bytes(message).subarray(0, bytes(message.slice(0, message.indexOf('ä'))).length + 1),
  ],
  ['B07 overlong UTF-8', 'encoding', () => spliced(0xc0, 0xaf)],
  ['B07 surrogate in UTF-8', 'encoding', () => spliced(0xed, 0xa0, 0x80)],
  ['B07 beyond U+10FFFF', 'encoding', () => spliced(0xf4, 0x90, 0x80, 0x80)],
  ['B07 half of a surrogate pair in a text', 'encoding', () => withText('a\ud83db')],
  ['B07 CR by reference', 'schema-invalid', () => withText('a&#13;b')],
  ['B07 CR by hexadecimal reference', 'schema-invalid', () => withText('a&#xD;b')],
  ['B07 a text of 5 MB', 'schema-invalid', () => withText('ä'.repeat(2_500_000))],
  ['another root element', 'unknown-root', () => `<foo xmlns="${standard.namespace}"/>`],
  ['another namespace', 'schema-invalid', () => message.replaceAll(standard.namespace, 'urn:other')],
  ['nothing', 'malformed', () => ''],
  ['only blanks', 'malformed', () => ' \n '],
  ['JSON', 'malformed', () => '{"a":1}'],
  ['two root elements', 'malformed', () => message + body],
  ['text behind the root', 'malformed', () => `${message}x`],
  ['crossed tags', 'malformed', () => withText('<a><b></a></b>')],
  ['an attribute twice', 'malformed', () => message.replace(' produkt=', ' produkt="x" produkt=')],
]

describe('hostile XML is refused with its reason, at once', () => {
  // The schema is compiled at first use; that time is not part of any case.
  readXml(message)

  test.each(cases)('%s: %s', (_name, code, make) => {
    const source = make()
    const before = performance.now()
    let error: unknown
    try {
      readXml(source)
    } catch (caught) {
      error = caught
    }
    const elapsed = performance.now() - before
    expect(error).toBeInstanceOf(XmlError)
    const { findings, message: text, code: found } = error as XmlError
    expect({ code: found, text }).toMatchObject({ code })
    expect(findings.length).toBeGreaterThan(0)
    expect(findings.length).toBeLessThanOrEqual(50)
    expect(JSON.stringify(findings)).not.toContain(canary)
    expect(elapsed).toBeLessThan(1000)
  })
})

describe('what only looks hostile is read', () => {
  const read = (source: string | Uint8Array) => (readXml(source).value as typeof beispiele.anforderung).inhalt.hinweis

  test.each([
    [
      'a doctype in a CDATA section',
      () => withText('<![CDATA[<!DOCTYPE x [<!ENTITY e "x">]> & <?php ?>]]>'),
      '<!DOCTYPE x [<!ENTITY e "x">]> & <?php ?>',
    ],
    ['a doctype in a comment', () => withText('a<!-- <!DOCTYPE x> <?php ?> -->b'), 'ab'],
    ['schemaLocation as a text', () => withText('xsi:schemaLocation="a b"'), 'xsi:schemaLocation="a b"'],
    ['schemaLocation as a value', () => message.replace(/ produkt="[^"]*"/, ' produkt="schemaLocation=x"'), hint],
    ['a tag end in an attribute', () => message.replace(/ produkt="[^"]*"/, " produkt='a>b'"), hint],
    ['a byte order mark', () => `\ufeff${message}`, hint],
    ['a declaration in small letters', () => message.replace('UTF-8', 'utf-8'), hint],
    ['no declaration', () => body, hint],
    ['CRLF line ends', () => withText('a\r\nb\rc').replace('?>\n', '?>\r\n'), 'a\nb\nc'],
    ['another prefix', () => message.replaceAll('bh:', 'x.y:').replace('xmlns:bh', 'xmlns:x.y'), hint],
    ['blanks around a text', () => withText('  a\t\n '), '  a\t\n '],
    ['references', () => withText('&lt;&#228;&#xe4;&#x1F600;&quot;&apos;&gt;&amp;lt;'), '<ää😀"\'>&lt;'],
    ['combining floods', () => withText(`e${'\u0301'.repeat(1000)}`), `e${'\u0301'.repeat(1000)}`],
    ['NFC and NFD side by side', () => withText('ä a\u0308'), 'ä a\u0308'],
    ['bidi and zero width', () => withText('\u202ea\u200d\u200bb\ufeff'), '\u202ea\u200d\u200bb\ufeff'],
    ['noncharacters that XML allows', () => withText('\ufdd0\u{1fffe}'), '\ufdd0\u{1fffe}'],
  ])('%s', (_name, make, expected) => {
    expect(read(make())).toBe(expected)
  })
})
