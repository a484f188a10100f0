import { describe, expect, it, test } from 'vitest'
import { originOf, seitenPolicy } from './layout.ts'
import { renderAnmeldung, renderEinwilligung } from './seiten.ts'
import { seitentexte, spracheOf } from './texte.ts'

test.each([
  [undefined, undefined, 'de'],
  ['en', undefined, 'en'],
  ['en-GB,de;q=0.9', undefined, 'en'],
  ['fr,en;q=0.3,de;q=0.8', undefined, 'de'],
  ['fr-FR', undefined, 'de'],
  ['de;q=0,en;q=0.1', undefined, 'en'],
  ['en;q=abc', undefined, 'en'],
  ['de', 'en', 'en'],
  ['en', 'de-AT fr', 'de'],
  ['en', 'fr', 'en'],
  ['en', ['de'], 'en'],
])('Accept-Language %s and ui_locales %j give %s', (accept, locales, sprache) => {
  expect(spracheOf(accept, locales)).toBe(sprache)
})

test.each([
  ['http://127.0.0.1:49152/cb?x=1', 'http://127.0.0.1:49152'],
  ['https://ihk.example/konsole', 'https://ihk.example'],
  ['http://[::1]:8/', 'http://[::1]:8'],
  ['javascript:alert(1)', undefined],
  ["https://ihk.example'; script-src *", undefined],
  [undefined, undefined],
])('the policy of a form that leads to %j names %j', (address, origin) => {
  expect(originOf(address)).toBe(origin)
  expect(seitenPolicy({ ziel: originOf(address) }).split('; ')).toContain(
    `form-action 'self'${origin === undefined ? '' : ` ${origin}`}`,
  )
})

describe('a page', () => {
  const angriff = '"><script>alert(1)</script>'
  it('shows what was entered as text', () => {
    const seite = renderAnmeldung({
      sprache: 'de',
      uid: 'u',
      anwendung: angriff,
      fehler: [{ text: angriff, felder: ['email'] }],
      email: angriff,
    })
    expect(seite).not.toContain('<script')
    expect(seite).toContain('lang="de"')
    expect(renderEinwilligung({ sprache: 'en', uid: 'u', anwendung: angriff, umfang: [angriff] })).not.toContain(
      '<script',
    )
  })

  it('names every field and every fault for those who cannot see it', () => {
    const seite = renderAnmeldung({
      sprache: 'en',
      uid: 'u',
      anwendung: 'x',
      fehler: [{ text: seitentexte.en.falsch, felder: ['email', 'passwort'] }],
    })
    for (const [, id] of seite.matchAll(/<input id="([a-z]+)"/g)) expect(seite).toContain(`<label for="${id}">`)
    expect(seite).toContain('role="alert"')
    expect(seite).toContain('<p id="fehler-0"><a href="#email">')
    expect(seite.match(/aria-invalid="true" aria-describedby="fehler-0"/g)).toHaveLength(2)
    expect(seite).toContain('<title>Error: Sign in')
  })

  it('asks for a passkey only in a form that is hidden until the script runs', () => {
    const options = JSON.stringify({ challenge: '"><script>' })
    const seite = renderAnmeldung({ sprache: 'de', uid: 'u', anwendung: 'x', passkey: options })
    expect(seite.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/anmeldung/passkey.js">'])
    expect(seite).toMatch(/<form method="post" action="\/anmeldung\/u\/passkey" class="passkey"[^>]* hidden>/)
    expect(seitenPolicy({ skript: true })).toContain("script-src 'self'")
    expect(seitenPolicy()).toMatch(/script-src$/)
  })

  it('has both languages complete and different', () => {
    const flat = (texte: object): [string, string][] =>
      Object.entries(texte).flatMap(([key, text]) =>
        typeof text === 'string' ? [[key, text] as [string, string]] : flat(text),
      )
    const [de, en] = [flat(seitentexte.de), flat(seitentexte.en)]
    expect(de.map(([key]) => key)).toEqual(en.map(([key]) => key))
    expect(de.filter(([key, text], i) => text === en[i]?.[1] && key !== 'code')).toEqual([])
  })
})
