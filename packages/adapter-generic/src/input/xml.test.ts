import { describe, expect, test } from 'vitest'
import { limits } from '../limits.ts'
import { placeAt } from './record.ts'
import { readXmlFile } from './xml.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const read = (input: Uint8Array): unknown => JSON.parse(JSON.stringify(readXmlFile(input, 'x.xml').value))

describe('readXmlFile', () => {
  test.each<[string, string, unknown]>([
    ['text', '<a>x &amp; &lt;y&gt; &#8364;</a>', { '#text': 'x & <y> €' }],
    ['children', '<a><b>1</b><c>2</c></a>', { b: '1', c: '2' }],
    ['repeated children', '<a><b>1</b><c/><b>2</b><b>3</b></a>', { b: ['1', '2', '3'], c: '' }],
    ['attributes', '<a><b x="1">t</b><b/></a>', { b: [{ '@x': '1', '#text': 't' }, ''] }],
    ['empty elements', '<a><b> \n </b></a>', { b: '' }],
    ['CDATA', '<a><b><![CDATA[<x> & y]]></b></a>', { b: '<x> & y' }],
    [
      'comments and instructions',
      '<?xml version="1.0"?><!-- - -> --><?x y?><a><!-- c --><b>1</b><?p q?></a>',
      { b: '1' },
    ],
    ['namespaces', '<n:a xmlns:n="urn:x"><n:b n:y="1">2</n:b></n:a>', { b: { '@y': '1', '#text': '2' } }],
    ['mixed content', '<a>x<b>1</b>y</a>', { b: '1', '#text': 'xy' }],
    [
      'a document type in a comment or in CDATA',
      '<!-- <!DOCTYPE a> --><a><b><![CDATA[<!DOCTYPE html>]]></b></a>',
      { b: '<!DOCTYPE html>' },
    ],
  ])('%s', (_name, text, expected) => {
    expect(read(bytes(text))).toEqual(expected)
  })

  test.each([
    ['windows-1252', latin1('<?xml version="1.0" encoding="windows-1252"?><a><b>\x80 \xfc</b></a>'), '€ ü'],
    ['ISO-8859-1', latin1("<?xml version='1.0' encoding='ISO-8859-1'?><a><b>\xfc</b></a>"), 'ü'],
    ['UTF-8 with a byte order mark', bytes('\ufeff<?xml version="1.0" encoding="utf-8"?><a><b>ü</b></a>'), 'ü'],
    [
      'UTF-16',
      Uint8Array.from(Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a><b>ü</b></a>', 'utf16le')),
      'ü',
    ],
  ])('%s', (_name, input, text) => {
    expect(read(input)).toEqual({ b: text })
  })

  test.each<[string, Uint8Array | string, string]>([
    ['a document type', '<?xml version="1.0"?>\n<!DOCTYPE a><a/>', 'x.xml:2: holds a document type'],
    ['entities', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'holds a document type'],
    ['an unknown entity', '<a>&b;</a>', 'is not well-formed XML'],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'holds a document type'],
    ['an open element', '<a>\n<b></a>', 'x.xml:2:'],
    ['two roots', '<a/><b/>', 'is not well-formed'],
    ['nothing', '', 'is not well-formed'],
    ['an undeclared prefix', '<x:a/>', 'is not well-formed'],
    ['NUL', '<a>\u0000</a>', 'is not well-formed'],
    ['deep nesting', '<a>'.repeat(100_000), 'is not well-formed'],
    ['the prototype', '<a><__proto__/></a>', 'the name "__proto__" is not allowed'],
    ['the prototype as attribute', '<a><b __proto__="1"/></a>', 'the name "__proto__" is not allowed'],
    ['a wrong byte', latin1('<a>\xfc</a>'), 'not valid utf-8'],
    ['an unknown encoding', '<?xml version="1.0" encoding="EBCDIC-CP-US"?><a/>', 'declares the encoding ebcdic-cp-us'],
  ])('%s is refused', (_name, input, message) => {
    expect(() => read(typeof input === 'string' ? bytes(input) : input)).toThrow(message)
  })

  test('places are the lines of the elements, also of repeated ones, with and without a declaration', () => {
    for (const declaration of ['', '<?xml version="1.0" encoding="utf-8"?>\r\n']) {
      const offset = declaration === '' ? 0 : 1
      const { place } = readXmlFile(bytes(`${declaration}<a>\n<b>1</b>\n<c><d/>\n<d>2</d></c></a>`), 'x.xml')
      expect(place.at()).toBe(`x.xml:${1 + offset}`)
      expect(place.at('b')).toBe(`x.xml:${2 + offset}`)
      expect(placeAt(place, ['c', 'd'])).toBe(`x.xml:${3 + offset}`)
      expect(place.at('missing')).toBe(`x.xml:${1 + offset}`)
    }
  })

  test('wide documents end at the limit, and are read in linear time below it', () => {
    const start = performance.now()
    expect(() => read(bytes(`<a>${'<b/>'.repeat(limits.xmlElemente)}</a>`))).toThrow('elements')
    expect(performance.now() - start).toBeLessThan(20_000)
  }, 30_000)
})
