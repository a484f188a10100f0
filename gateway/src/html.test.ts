import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { html, renderHtml } from './html.ts'

const seen = (text: string): { tags: string[]; text: string; attributes: Record<string, string>[] } => {
  const result = { tags: [] as string[], text: '', attributes: [] as Record<string, string>[] }
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        result.tags.push(name)
        result.attributes.push(attributes)
      },
      ontext: (part) => {
        result.text += part
      },
    },
    { decodeEntities: true },
  )
  parser.end(text)
  return result
}

describe('the template tag', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['"><img src=x onerror=alert(1)>', '&quot;&gt;&lt;img src=x onerror=alert(1)&gt;'],
    ["' onmouseover='x", '&#39; onmouseover=&#39;x'],
    ['`x`', '&#96;x&#96;'],
    ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['Störtebeker', 'Störtebeker'],
  ])('escapes %s', (value, escaped) => {
    expect(renderHtml(html`<p title="${value}">${value}</p>`)).toBe(`<p title="${escaped}">${escaped}</p>`)
  })

  it('keeps markup, joins lists and leaves out what is not there', () => {
    expect(
      renderHtml(html`<ul>${['a', 'b<'].map((item) => html`<li>${item}</li>`)}${undefined}${false}${0}</ul>`),
    ).toBe('<ul><li>a</li><li>b&lt;</li>0</ul>')
  })

  it('takes no parsed object for markup', () => {
    const forged = JSON.parse('{"markup":"<b>","Symbol(markup)":"<b>"}') as string
    expect(() => renderHtml(html`${forged}`)).toThrow()
  })

  it('lets every text through unchanged and adds no element and no attribute, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        fc.pre(!/[\0\r]/.test(value))
        const { tags, text, attributes } = seen(renderHtml(html`<p title="${value}">${value}</p>`))
        expect(tags).toEqual(['p'])
        expect(attributes).toEqual([{ title: value }])
        expect(text).toBe(value)
      }),
    )
  })
})
