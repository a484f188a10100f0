import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adapterLimits } from '../adapter-source.ts'
import { htmlToText } from './html-text.ts'

describe('htmlToText', () => {
  test.each([
    ['plain text', 'plain text', 'plain text'],
    ['entities', 'Umlaute &auml;&ouml;&uuml; &amp; &lt;form&gt; &#128338;', 'Umlaute äöü & <form> 🕒'],
    ['paragraphs', '<p>eins</p><p>zwei</p>', 'eins\nzwei'],
    ['empty paragraphs', '<p>eins</p><p><br></p><p>&nbsp;</p>', 'eins'],
    ['inline marks', '<p>Schweißen WIG, <strong>Kehl</strong>naht</p>', 'Schweißen WIG, Kehlnaht'],
    ['line breaks', 'eins<br>zwei<br/>drei', 'eins\nzwei\ndrei'],
    ['folded blanks', '<p>  eins \n\t zwei  </p>', 'eins zwei'],
    ['no-break space', '<p>10&nbsp;mm</p>', '10 mm'],
    ['a list', '<p>Bugfixing:</p><ul><li>Export</li><li>CSV</li></ul>', 'Bugfixing:\n- Export\n- CSV'],
    ['a numbered list', '<ol><li>a</li><li>b</li></ol>', '1. a\n2. b'],
    ['a numbered list from 3', '<ol start="3"><li>a</li></ol>', '3. a'],
    ['nested lists', '<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>', '- a\n  1. b\n- c'],
    ['a list of paragraphs', '<ul><li><p>a</p></li><li><p>b</p></li></ul>', '- a\n- b'],
    ['a table', '<table><tbody><tr><td><p>Naht</p></td><td><p>a3</p></td></tr></tbody></table>', 'Naht | a3'],
    ['rows', '<table><tr><td>a</td><td></td></tr><tr><td>b</td><td>c</td></tr></table>', 'a |\nb | c'],
    ['two paragraphs in a cell', '<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>', 'a b | c'],
    ['verbatim text', '<pre>a\n  b</pre>', 'a\n  b'],
    ['comments', 'a<!-- b -->c', 'ac'],
    ['an unclosed tag', '<p>a<b>b', 'ab'],
    ['a bare angle bracket', 'a < b', 'a < b'],
    ['nothing', '', ''],
  ])('%s', (_name, html, text) => {
    expect(htmlToText(html)).toEqual({ text, verloren: [] })
  })

  test.each([
    ['a<img src="x.png">b', 'ab', ['img']],
    ['<a href="https://x.example">Ort</a>', 'Ort', ['a']],
    ['<a name="x">Ort</a>', 'Ort', []],
    ['a<script>alert(1)</script><style>p{}</style>b', 'ab', ['script']],
    ['<svg><title>t</title><text>x</text></svg>', 'x', ['svg']],
  ])('%s names what is lost', (html, text, verloren) => {
    expect(htmlToText(html)).toEqual({ text, verloren })
  })

  test('a text that is too long is refused', () => {
    expect(htmlToText('a'.repeat(adapterLimits.html)).text).toHaveLength(adapterLimits.html)
    expect(() => htmlToText('a'.repeat(adapterLimits.html + 1))).toThrow('longer than')
  })

  test('the depth ends at the limit, and endless nesting takes no time', () => {
    const depth = adapterLimits.htmlTiefe
    expect(htmlToText(`${'<div>'.repeat(depth)}x`).text).toBe('x')
    expect(htmlToText(`${'<p>a<br>'.repeat(depth * 4)}x`).text).toHaveLength(depth * 8 + 1)
    expect(() => htmlToText(`${'<div>'.repeat(depth + 1)}x`)).toThrow('nested deeper')
    const start = performance.now()
    expect(() => htmlToText('<b><i>'.repeat(100_000))).toThrow('nested deeper')
    expect(performance.now() - start).toBeLessThan(1000)
  })

  test('escaped text comes back as it was, up to blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
        const folded = text
          .replace(/[ \t\r\n\f]+/g, ' ')
          .replaceAll('\u00a0', ' ')
          .trim()
        expect(htmlToText(`<p>${escaped}</p>`).text).toBe(folded)
      }),
    )
  })
})
