import { describe, expect, test } from 'vitest'
import { parseNetze } from './adresse.ts'
import { checkZiel, ZielError, type Zielgrund } from './ziel.ts'

const none = parseNetze('')
const loopback = parseNetze('127.0.0.0/8,::1')

const grundOf = (text: string, netze = none): Zielgrund | undefined => {
  try {
    checkZiel(text, netze)
    return undefined
  } catch (error) {
    if (error instanceof ZielError) return error.grund
    throw error
  }
}

/** Spellings of inner targets (case B11) that can be told without a name server. */
const innerSpellings: readonly (readonly [string, string])[] = [
  ['dotted', 'https://127.0.0.1/'],
  ['another loopback', 'https://127.8.8.8/'],
  ['decimal', 'https://2130706433/'],
  ['decimal of a private address', 'https://167772161/'],
  ['octal with more zeros', 'https://0000017700000001/'],
  ['octal', 'https://017700000001/'],
  ['octal parts', 'https://0177.0.0.1/'],
  ['long octal parts', 'https://0000177.0000.0000.0001/'],
  ['hexadecimal', 'https://0x7f000001/'],
  ['hexadecimal, upper case', 'https://0X7F000001/'],
  ['hexadecimal parts', 'https://0x7f.0x0.0x0.0x1/'],
  ['mixed bases', 'https://0x7f.0.0.01/'],
  ['two parts', 'https://127.1/'],
  ['three parts', 'https://127.0.1/'],
  ['two parts in hexadecimal', 'https://0x7f.1/'],
  ['zero', 'https://0/'],
  ['zero, dotted', 'https://0.0.0.0/'],
  ['empty hexadecimal number', 'https://0x/'],
  ['trailing dot', 'https://127.0.0.1./'],
  ['decimal with trailing dot', 'https://2130706433./'],
  ['percent-encoded', 'https://%31%32%37.0.0.1/'],
  ['percent-encoded dots', 'https://127%2e0%2e0%2e1/'],
  ['full-width digits', 'https://１２７.０.０.１/'],
  ['circled digits', 'https://①②⑦.⓪.⓪.①/'],
  ['ideographic full stops', 'https://127。0。0。1/'],
  ['mathematical digits', 'https://𝟙𝟚𝟟.𝟘.𝟘.𝟙/'],
  ['soft hyphen inside', 'https://127.0.\u00ad0.1/'],
  ['tab and line feed inside', 'https://127.\t0.0\n.1/'],
  ['backslashes', 'https:\\\\127.0.0.1\\'],
  ['one slash', 'https:/127.0.0.1/'],
  ['no slash', 'https:127.0.0.1'],
  ['many slashes', 'https://///127.0.0.1/'],
  ['upper-case scheme', 'HTTPS://127.0.0.1/'],
  ['blanks around', '  https://127.0.0.1/  '],
  ['explicit port', 'https://127.0.0.1:443/'],
  ['localhost', 'https://localhost/'],
  ['localhost, mixed case', 'https://LocalHost/'],
  ['localhost with trailing dot', 'https://localhost./'],
  ['below localhost', 'https://db.localhost/'],
  ['localhost in full width', 'https://ｌｏｃａｌｈｏｓｔ/'],
  ['localhost in circled letters', 'https://ⓛocalhost/'],
  ['private 10', 'https://10.0.0.1/'],
  ['private 172', 'https://172.16.0.1/'],
  ['private 192', 'https://192.168.0.1/'],
  ['carrier NAT', 'https://100.64.0.1/'],
  ['cloud metadata', 'https://169.254.169.254/latest/meta-data/'],
  ['cloud metadata, decimal', 'https://2852039166/'],
  ['cloud metadata, hexadecimal', 'https://0xa9fea9fe/'],
  ['cloud metadata of another cloud', 'https://100.100.100.200/'],
  ['cloud host agent', 'https://168.63.129.16/'],
  ['broadcast', 'https://255.255.255.255/'],
  ['multicast', 'https://224.0.0.1/'],
  ['IPv6 loopback', 'https://[::1]/'],
  ['IPv6 loopback in full', 'https://[0000:0000:0000:0000:0000:0000:0000:0001]/'],
  ['IPv6 unspecified', 'https://[::]/'],
  ['IPv6 mapped', 'https://[::ffff:127.0.0.1]/'],
  ['IPv6 mapped in hexadecimal digits', 'https://[::FFFF:7F00:1]/'],
  ['IPv6 mapped metadata', 'https://[::ffff:a9fe:a9fe]/'],
  ['IPv6 compatible', 'https://[::127.0.0.1]/'],
  ['IPv6 NAT64', 'https://[64:ff9b::7f00:1]/'],
  ['IPv6 6to4', 'https://[2002:7f00:1::]/'],
  ['IPv6 Teredo', 'https://[2001:0:7f00:1::]/'],
  ['IPv6 link-local', 'https://[fe80::1]/'],
  ['IPv6 unique local metadata', 'https://[fd00:ec2::254]/'],
  ['IPv6 site-local', 'https://[fec0::1]/'],
]

/** Tricks that are refused for their form. */
const tricks: readonly (readonly [string, string, Zielgrund])[] = [
  ['user name', 'https://user@example.org/', 'zugangsdaten'],
  ['user name that looks like the host', 'https://example.org@127.0.0.1/', 'zugangsdaten'],
  ['user name and password', 'https://a:b@example.org/', 'zugangsdaten'],
  ['inner address as user name', 'https://127.0.0.1@example.org/', 'zugangsdaten'],
  ['zone', 'https://[fe80::1%25eth0]/', 'form'],
  ['zone without escape', 'https://[fe80::1%eth0]/', 'form'],
  ['number too large', 'https://4294967297/', 'form'],
  ['part too large', 'https://127.0.0.256/', 'form'],
  ['five parts', 'https://127.0.0.1.5/', 'form'],
  ['blank in the host', 'https://127.0.0.1 .example.org/', 'form'],
  ['NUL in the host', 'https://127.0.0.1%00.example.org/', 'form'],
  ['no host', 'https://', 'form'],
  ['no address', 'example.org', 'form'],
  ['port too large', 'https://example.org:65536/', 'form'],
  ['http', 'http://example.org/', 'schema'],
  ['http to a public address', 'http://8.8.8.8/', 'schema'],
  ['file', 'file:///etc/passwd', 'schema'],
  ['gopher', 'gopher://127.0.0.1:6379/', 'schema'],
  ['data', 'data:text/plain,x', 'schema'],
  ['web socket', 'wss://example.org/', 'schema'],
  ['port of mail', 'https://example.org:25/', 'port'],
  ['port of a database', 'https://8.8.8.8:5432/', 'port'],
]

describe('B11: a target', () => {
  test.each(innerSpellings)('%s: %s leads inside and is refused', (_name, text) => {
    expect(grundOf(text)).toBe('adresse')
  })

  test.each(tricks)('%s: %s is refused', (_name, text, grund) => {
    expect(grundOf(text)).toBe(grund)
  })

  test.each([
    'https://example.org/',
    'https://example.org:8443/haken?x=1',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://xn--bcher-kva.example/',
    'https://localhost.example.org/',
    'https://127.0.0.1.example.org/',
  ])('%s passes; where its name leads is checked when it is connected', (text) => {
    expect(grundOf(text)).toBeUndefined()
  })

  test('is used as the standard reads it, without its fragment', () => {
    expect(checkZiel('HTTPS://Example.ORG:443/a/../b#c', none).href).toBe('https://example.org/b')
  })

  test('lists more than the fifty-four spellings', () => {
    expect(new Set([...innerSpellings, ...tricks].map(([, text]) => text)).size).toBeGreaterThanOrEqual(54)
  })
})

describe('with loopback opened', () => {
  test.each([
    'http://127.0.0.1:9999/',
    'http://localhost:9999/',
    'http://[::1]:9999/',
    'https://2130706433/',
    'http://name.example:9999/',
  ])('%s passes', (text) => {
    expect(grundOf(text, loopback)).toBeUndefined()
  })

  test.each([
    ['http://10.0.0.1/', 'adresse'],
    ['http://8.8.8.8/', 'schema'],
    ['https://8.8.8.8:9999/', 'port'],
    ['http://a@127.0.0.1/', 'zugangsdaten'],
  ])('%s is refused all the same', (text, grund) => {
    expect(grundOf(text, loopback)).toBe(grund)
  })
})
