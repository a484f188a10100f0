import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, it, test } from 'vitest'
import { defineMailtext } from './mailtext.ts'
import { renderMail } from './render-mail.ts'
import { mailtexte } from './texte/index.ts'

const probe = defineMailtext<{ name: string; verweis: string }>({
  de: ({ name, verweis }) => ({ betreff: `Hallo ${name}`, absaetze: [`Guten Tag ${name},`, { verweis }] }),
  en: ({ name, verweis }) => ({ betreff: `Hello ${name}`, absaetze: [`Hello ${name},`, { verweis }] }),
})
const verweis = 'https://ihk.example/konto?token=abc'

const parseHtml = (markup: string) => {
  const tags: string[] = []
  const hrefs: string[] = []
  let text = ''
  const parser = new Parser({
    onopentag: (name, { href }) => {
      tags.push(name)
      if (href !== undefined) hrefs.push(href)
    },
    ontext: (chunk) => {
      text += chunk
    },
  })
  parser.write(markup)
  parser.end()
  return { tags, hrefs, text }
}
const plainTags = parseHtml(renderMail(probe, 'de', { name: 'x', verweis }).html).tags

test.each([
  ['line feed', 'Ada\nBcc: alle@example.org'],
  ['carriage return and line feed', 'Ada\r\nBcc: alle@example.org\r\n\r\nBetrug'],
  ['lone carriage return', 'Ada\rX'],
  ['Unicode line separator', 'Ada\u2028Bcc: a@b.example'],
  ['NUL and escape', 'Ada\u0000\u001b[31m'],
  ['change of direction', 'Ada\u202Egnp.exe'],
])('a subject stays one line: %s', (_name, name) => {
  const { betreff } = renderMail(probe, 'de', { name, verweis })
  expect(betreff).toMatch(/^Hallo Ada[^\p{Cc}\u2028\u2029\u202E]*$/u)
})

test.each([
  ['$'.concat('{1 + 1}')],
  ['{{constructor.constructor("return process")()}}'],
  ['<%= 7 * 7 %>'],
  ['#{7*7}'],
  ['<script>alert(1)</script>'],
  ['"><img src=x onerror=alert(1)>'],
  ['Jürgen "Jott" O\'Groß & Söhne <ü@example.org>'],
])('the value %s is shown as it is and is neither template nor markup', (name) => {
  const { text, html, betreff } = renderMail(probe, 'en', { name, verweis })
  expect(text).toContain(`Hello ${name},`)
  expect(betreff).toBe(`Hello ${name}`)
  const seen = parseHtml(html)
  expect(seen.tags).toEqual(plainTags)
  expect(seen.text).toContain(`Hello ${name},`)
})

it('says everything in both languages, German first, where that of the reader is not known', () => {
  const { betreff, text, html } = renderMail(probe, undefined, { name: 'Ada\nB', verweis })
  expect(betreff).toBe('Hallo Ada B · Hello Ada B')
  expect(text.indexOf('Guten Tag Ada')).toBeLessThan(text.indexOf('Hello Ada'))
  expect(parseHtml(html).hrefs).toEqual([verweis, verweis])
  expect(html).toMatch(/<div lang="de">.*<div lang="en">/s)
})

it('cuts a subject after 200 characters, of a surrogate pair neither half', () => {
  const { betreff, text } = renderMail(probe, 'de', { name: '😀'.repeat(10_000), verweis })
  expect([...betreff]).toHaveLength(200)
  expect(betreff).toMatch(/😀…$/u)
  expect(text).toContain('😀'.repeat(10_000))
  const fits = renderMail(probe, 'de', { name: 'x'.repeat(194), verweis }).betreff
  expect(fits).toBe(`Hallo ${'x'.repeat(194)}`)
})

it('never gains a tag or a line in the subject, whatever the value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const { betreff, html } = renderMail(probe, 'de', { name, verweis })
      expect(betreff).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      expect(parseHtml(html).tags).toEqual(plainTags)
    }),
  )
})

test.each(['javascript:alert(1)', 'https://ihk.example/ x', '//evil.example', 'https://ihk.example/\r\nX'])(
  'refuses to link to %j',
  (wrong) => {
    expect(() => renderMail(probe, 'de', { name: 'Ada', verweis: wrong })).toThrow('http and https only')
  },
)

describe('the dictionary', () => {
  // A value for every name that a text may ask for, of a code list one of its codes; what it asks for beside these would show as "undefined".
  const werte = new Proxy(
    { vorname: 'Ada', nachname: 'Groß', vorgang: 'entfernt', faktor: 'passkey' },
    {
      get: (target, name) =>
        name === 'verweis' ? verweis : Object.hasOwn(target, name) ? Reflect.get(target, name) : `«${String(name)}»`,
    },
  )
  test.each(Object.keys(mailtexte))('%s says the same in both languages, with all its values', (name) => {
    const text = (mailtexte as unknown as Readonly<Record<string, typeof probe>>)[name]
    if (text === undefined) throw new Error('there is no such text')
    const [de, en] = (['de', 'en'] as const).map((sprache) => renderMail(text, sprache, werte as never))
    expect(de?.betreff).not.toBe(en?.betreff)
    for (const mail of [de, en]) {
      expect(mail?.betreff).toMatch(/^\S.{4,}\S$/u)
      expect(mail?.text).not.toMatch(/undefined|null|NaN|\[object/)
      expect(mail?.text.split('\n\n').length).toBeGreaterThan(2)
    }
    const links = [de, en].map((mail) => parseHtml(mail?.html ?? '').hrefs)
    expect(links[0]).toEqual(links[1])
  })
})
