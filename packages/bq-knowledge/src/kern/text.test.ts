import { describe, expect, test } from 'vitest'
import { checkBelegadresse } from './adresse.ts'
import { checkText, checkTitel } from './text.ts'
import { isGueltig } from './zeit.ts'

describe('texts', () => {
  test.each([
    ['Facharbeiter', undefined],
    ['a\nb\tc', undefined],
    ['a\rb', 'steuerzeichen'],
    ['a\u0000', 'steuerzeichen'],
    ['a\u0085', 'steuerzeichen'],
    ['\u202aa', 'richtungszeichen'],
    ['a\u202e', 'richtungszeichen'],
    ['\u2066a', 'richtungszeichen'],
    ['a\u2069', 'richtungszeichen'],
    ['\u2065', undefined],
    ['الثانوية العامة', undefined],
    ['می‌خواهم', undefined],
    ['👩‍🔧', undefined],
  ])('%j is %s', (text, grund) => expect(checkText(text)).toBe(grund))
})

describe('titles', () => {
  test.each([
    ['Meslek Lisesi', undefined, undefined],
    ['Szkoła branżowa I stopnia', undefined, undefined],
    ['aṯ-ṯānawīya al-ʿāmma', undefined, undefined],
    ['الثانوية العامة', undefined, undefined],
    ['Диплом о среднем образовании', undefined, undefined],
    ['Diplom (Диплом)', undefined, undefined],
    ['日本の高等学校 ハイスクール', undefined, undefined],
    ['한국어 漢字', undefined, undefined],
    ['Απολυτήριο Λυκείου', undefined, undefined],
    ['Diplom\u00ad', undefined, 'unsichtbares-zeichen'],
    ['Diplom\u200f', undefined, 'unsichtbares-zeichen'],
    ['Diplom\u{e0041}', undefined, 'unsichtbares-zeichen'],
    ['Dірlоm', undefined, 'verwechselbar'],
    ['Αpolytirio', undefined, 'verwechselbar'],
    ['СОРА', undefined, 'verwechselbar'],
    ['СОРА', 'Cyrl', undefined],
    ['ΤΕΕ', undefined, 'verwechselbar'],
    ['ΤΕΕ', 'Grek', undefined],
    ['ΤΕΕ', 'Latn', 'verwechselbar'],
    ['Dірlоm', 'Cyrl', 'verwechselbar'],
    ['a\u202eb', undefined, 'richtungszeichen'],
  ])('%j in %s is %s', (text, schrift, grund) => expect(checkTitel(text, schrift)).toBe(grund))
})

describe('addresses that may be cited', () => {
  test.each([
    'https://www.meb.gov.tr/',
    'http://example.org/a?b=c#d',
    'https://xn--mnchen-3ya.example.org/',
    'https://eur-lex.europa.eu/eli/dir/2005/36/oj',
    'https://example.org:443/',
  ])('%s', (adresse) => expect(checkBelegadresse(adresse)).toBeUndefined())
})

describe('addresses that may not be cited', () => {
  test.each([
    ['javascript:alert(1)', 'schema'],
    ['JaVaScRiPt:alert(1)', 'schema'],
    ['java\tscript:alert(1)', 'form'],
    [' https://example.org', 'form'],
    ['https://example.org\\@127.0.0.1', 'form'],
    ['vbscript:x', 'schema'],
    ['data:text/html,x', 'schema'],
    ['file:///etc/passwd', 'schema'],
    ['blob:https://example.org/x', 'schema'],
    ['ftp://example.org/', 'schema'],
    ['//example.org', 'form'],
    ['example.org', 'form'],
    ['', 'form'],
    ['https://user@example.org/', 'zugangsdaten'],
    ['https://:x@example.org/', 'zugangsdaten'],
    ['https://example.org:8443/', 'port'],
    ['http://127.0.0.1/', 'ip'],
    ['http://127.1/', 'ip'],
    ['http://2130706433/', 'ip'],
    ['http://0x7f.0.0.1/', 'ip'],
    ['http://0177.0.0.1/', 'ip'],
    ['http://①②⑦.⓪.⓪.①/', 'ip'],
    ['http://[::1]/', 'ip'],
    ['http://[::ffff:127.0.0.1]/', 'ip'],
    ['http://[fd00::1]/', 'ip'],
    ['http://8.8.8.8/', 'ip'],
    ['http://169.254.169.254/', 'ip'],
    ['http://10.0.0.1./', 'ip'],
    ['http://localhost/', 'intern'],
    ['http://localhost./', 'intern'],
    ['http://LOCALHOST/', 'intern'],
    ['http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/', 'intern'],
    ['http://intranet/', 'intern'],
    ['http://db.localhost/', 'intern'],
    ['http://printer.local/', 'intern'],
    ['http://wiki.internal/', 'intern'],
    ['http://router.home.arpa/', 'intern'],
    ['http://metadata.google.internal/', 'intern'],
    ['http://abc.onion/', 'intern'],
  ])('%s: %s', (adresse, grund) => expect(checkBelegadresse(adresse)).toBe(grund))
})

describe('validity', () => {
  test.each([
    [{}, '1999', true],
    [{ gueltigVon: '2012' }, '2011', false],
    [{ gueltigVon: '2012' }, '2011-12-31', false],
    [{ gueltigVon: '2012' }, '2012-01-01', true],
    [{ gueltigVon: '2012-09' }, '2012', true],
    [{ gueltigVon: '2012-09' }, '2012-08-31', false],
    [{ gueltigBis: '2011' }, '2011-12-31', true],
    [{ gueltigBis: '2011' }, '2012', false],
    [{ gueltigBis: '2011-02' }, '2011-02-28', true],
    [{ gueltigBis: '2011-02' }, '2011-03-01', false],
    [{ gueltigVon: '2001-05-10', gueltigBis: '2001-05-10' }, '2001-05-10', true],
    [{ gueltigVon: '2001-05-10', gueltigBis: '2001-05-10' }, '2001-05', true],
  ])('%j at %s: %s', (geltung, zeitpunkt, gilt) => expect(isGueltig(geltung, zeitpunkt)).toBe(gilt))
})
