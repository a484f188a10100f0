import { describe, expect, test } from 'vitest'
import { beispiele } from '../contract/beispiele.ts'
import { nachrichten } from '../contract/nachricht.ts'
import { readNachricht, readXml, writeNachricht, writeXml } from './contract-xml.ts'
import { XmlError } from './xml-error.ts'

const { element } = nachrichten.anforderung
const message = (change: Record<string, unknown>, inhalt: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...beispiele.anforderung,
  ...change,
  inhalt: { ...beispiele.anforderung.inhalt, ...inhalt },
})

describe('the writer', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a missing property', message({}, { zweck: undefined }), '/inhalt/zweck: is missing'],
    ['a missing attribute', message({ produkt: undefined }), '/produkt: is missing'],
    ['a number for a text', message({}, { rechtsgrundlage: 5 }), '/inhalt/rechtsgrundlage: is no string'],
    ['a number for a code', message({}, { zweck: 5 }), '/inhalt/zweck: is no string'],
    ['null where none is allowed', message({}, { frist: null }), '/inhalt/frist: is no string'],
    ['a list for an object', message({}, { zeitraum: [] }), '/inhalt/zeitraum: is no object'],
    ['NUL', message({}, { hinweis: 'a\0b' }), '/inhalt/hinweis: holds a character that XML cannot carry'],
    ['CR', message({}, { hinweis: 'a\rb' }), '/inhalt/hinweis: holds a character that XML cannot carry'],
    [
      'half a surrogate pair',
      message({}, { hinweis: 'a\ud83db' }),
      '/inhalt/hinweis: holds a character that XML cannot carry',
    ],
    ['U+FFFE', message({}, { hinweis: '\ufffe' }), '/inhalt/hinweis: holds a character that XML cannot carry'],
    [
      'a broken text for an attribute',
      message({ produkt: 'a\u0001' }),
      '/produkt: holds a character that XML cannot carry',
    ],
  ])('refuses %s', (_name, value, reason) => {
    expect(() => writeXml(element, value)).toThrow(reason)
  })

  test('names the item of a list', () => {
    const { rueckweisung } = beispiele
    const [first] = rueckweisung.inhalt.verstoesse ?? []
    const value = { ...rueckweisung, inhalt: { ...rueckweisung.inhalt, verstoesse: [first, { ...first, regel: 1 }] } }
    expect(() => writeXml(nachrichten.rueckweisung.element, value)).toThrow('/inhalt/verstoesse/1/regel: is no string')
  })

  test('refuses a root that the contract does not have', () => {
    expect(() => writeXml('foo', {})).toThrow('foo')
  })

  test('writes declared properties only, in the order of the schema', () => {
    const { anforderung } = beispiele
    const shuffled = Object.fromEntries(Object.entries({ ...anforderung, unbekannt: 1 }).reverse())
    expect(writeXml(element, shuffled)).toBe(writeNachricht('anforderung', anforderung))
  })

  test('leaves nothing open to markup in texts and attributes', () => {
    const hint = '</bh:hinweis><!-- ]]> &amp; "\' -->'
    const xml = writeXml(element, message({ produkt: '"/><x a=\'&lt;' }, { hinweis: hint }))
    expect(readXml(xml).value).toMatchObject({ produkt: '"/><x a=\'&lt;', inhalt: { hinweis: hint } })
  })
})

describe('messages', () => {
  test.each(Object.keys(beispiele) as (keyof typeof beispiele)[])('%s is read back by name', (name) => {
    expect(readNachricht(writeNachricht(name, beispiele[name] as never))).toEqual({
      name,
      element: nachrichten[name].element,
      value: beispiele[name],
    })
  })

  test('a document is no message', () => {
    const read = () => readNachricht(writeXml('lieferungen', []))
    expect(read).toThrow(XmlError)
    expect(read).toThrow('lieferungen is no message')
  })
})
