import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeAdresse, parseAdresse, parseNetze } from './adresse.ts'

const none = parseNetze('')
const judge = (adresse: string) => judgeAdresse(adresse, none)

/** Each inner block: the address before it, its first, its last, the address after it. */
const edges: readonly (readonly [string, string | null, string, string, string | null])[] = [
  ['this network', null, '0.0.0.0', '0.255.255.255', '1.0.0.0'],
  ['private 10', '9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'],
  ['carrier NAT', '100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'],
  ['loopback', '126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
  ['link-local and cloud metadata', '169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0'],
  ['private 172', '172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'],
  ['protocol assignments', '191.255.255.255', '192.0.0.0', '192.0.0.255', '192.0.1.0'],
  ['documentation 1', '192.0.1.255', '192.0.2.0', '192.0.2.255', '192.0.3.0'],
  ['6to4 relays', '192.88.98.255', '192.88.99.0', '192.88.99.255', '192.88.100.0'],
  ['private 192', '192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'],
  ['benchmarks', '198.17.255.255', '198.18.0.0', '198.19.255.255', '198.20.0.0'],
  ['documentation 2', '198.51.99.255', '198.51.100.0', '198.51.100.255', '198.51.101.0'],
  ['documentation 3', '203.0.112.255', '203.0.113.0', '203.0.113.255', '203.0.114.0'],
  ['multicast and reserved', '223.255.255.255', '224.0.0.0', '255.255.255.255', null],
  ['answers inside a cloud', '168.63.129.15', '168.63.129.16', '168.63.129.16', '168.63.129.17'],
  ['below the public block of version 6', null, '::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2000::'],
  ['Teredo and other protocols', '2000:ffff::', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', '2001:200::'],
  [
    'documentation of version 6',
    '2001:db7:ffff::',
    '2001:db8::',
    '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
    '2001:db9::',
  ],
  ['6to4', '2001:ffff::', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2003::'],
  ['documentation of version 6, new', '3ffe:ffff::', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', '3fff:1000::'],
  ['above the public block of version 6', '3fff:ffff::', '4000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', null],
]

describe('an address', () => {
  test.each(edges)('%s: both sides of both ends', (_name, before, first, last, after) => {
    if (before !== null) expect(judge(before)).toBe('oeffentlich')
    expect(judge(first)).toBe('gesperrt')
    expect(judge(last)).toBe('gesperrt')
    if (after !== null) expect(judge(after)).toBe('oeffentlich')
  })

  test.each([
    ['loopback', '::1'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped loopback in hexadecimal digits', '::ffff:7f00:1'],
    ['mapped metadata', '::ffff:169.254.169.254'],
    ['compatible loopback', '::127.0.0.1'],
    ['translated loopback', '::ffff:0:127.0.0.1'],
    ['NAT64 of a private address', '64:ff9b::10.0.0.1'],
    ['local NAT64', '64:ff9b:1::808:808'],
    ['link-local', 'fe80::1'],
    ['link-local with zone', 'fe80::1%eth0'],
    ['public with zone', '2606:4700::1111%1'],
    ['unique local', 'fd00:ec2::254'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['discard', '100::1'],
    ['6to4 of loopback', '2002:7f00:1::'],
    ['no address', 'localhost'],
    ['nothing', ''],
  ])('%s (%s) is refused', (_name, adresse) => {
    expect(judge(adresse)).toBe('gesperrt')
  })

  test.each(['8.8.8.8', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8', '2606:4700:4700::1111', '2a00:1450:4001:80b::200e'])(
    '%s is public',
    (adresse) => {
      expect(judge(adresse)).toBe('oeffentlich')
    },
  )

  test('of version 4 is judged alike however version 6 wraps it', () => {
    fc.assert(
      fc.property(fc.ipV4(), (adresse) => {
        const [a = 0, b = 0, c = 0, d = 0] = adresse.split('.').map(Number)
        const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
        for (const wrapped of [`::ffff:${adresse}`, `::ffff:${hex}`, `64:ff9b::${hex}`, `0:0:0:0:0:FFFF:${adresse}`]) {
          expect(parseAdresse(wrapped)).toBe(adresse)
          expect(judge(wrapped)).toBe(judge(adresse))
        }
      }),
    )
  })

  test('of version 6 is judged alike in every spelling', () => {
    fc.assert(
      fc.property(fc.ipV6(), (adresse) => {
        const canonical = new URL(`http://[${adresse}]/`).hostname.slice(1, -1)
        expect(judge(adresse.toUpperCase())).toBe(judge(canonical))
      }),
    )
  })
})

describe('opened networks', () => {
  const netze = parseNetze(' 127.0.0.0/8, ::1 ,10.1.0.0/16,fd00::/8')

  test.each([
    ['127.0.0.1', 'freigegeben'],
    ['::ffff:127.0.0.1', 'freigegeben'],
    ['::1', 'freigegeben'],
    ['::2', 'gesperrt'],
    ['10.0.255.255', 'gesperrt'],
    ['10.1.0.0', 'freigegeben'],
    ['10.1.255.255', 'freigegeben'],
    ['10.2.0.0', 'gesperrt'],
    ['fd12::1', 'freigegeben'],
    ['fc12::1', 'gesperrt'],
    ['8.8.8.8', 'oeffentlich'],
  ])('%s is %s', (adresse, expected) => {
    expect(judgeAdresse(adresse, netze)).toBe(expected)
  })

  test.each([
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0/8',
    'localhost',
    '::1/129',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '1.2.3.4/a',
  ])('the setting %s is refused by name', (text) => {
    expect(() => parseNetze(text)).toThrow(text)
  })
})
