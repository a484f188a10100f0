import { afterAll, beforeAll, describe, expect, inject, it, test } from 'vitest'
import { type Aenderungssatz, buildSatz } from '../kern/aenderungssatz.ts'
import type { Beleg } from '../kern/aussage.ts'
import { createWissensschluessel } from '../kern/schluessel.ts'
import { type Entwurf, headIdsOf, writeSatz } from '../kern/schreiber.ts'
import { asSchreiber, testzeit } from '../testing/besetzung.ts'
import { gesetzblatt, neueAussage, testslot } from '../testing/entwuerfe.ts'
import { createWissensserver } from '../testing/wissensserver.ts'

const jahre = testslot('land:TR', 'bildungssystem/pflichtschuljahre', '0')
const schulart = testslot('land:TR', 'schularten/schulart', 'neu')
const prosa = testslot('land:TR', 'berufsbildung/zugang', 'neu')

let server: Awaited<ReturnType<typeof createWissensserver>>
let kopf: string
beforeAll(async () => {
  server = await createWissensserver(inject('postgres'))
  await server.state('land:TR', [['bildungssystem/pflichtschuljahre', { wert: 8 }]])
  kopf = await server.knoten.readProfile(['land:TR'], ({ stand }) => headIdsOf(stand, jahre)[0] ?? '')
})
afterAll(() => server.close())

/** Everything that the database holds of the log and of what is shown. */
const countRows = async (): Promise<unknown> => {
  const { rows } = await server.datenbank.pool.query(
    `select (select count(*) from bq.satz) saetze, (select count(*) from bq.aenderung) aenderungen,
      (select count(*) from bq.slot) slots, (select count(*) from bq.suchteil) suchteile`,
  )
  return rows[0]
}
const sign = (entwuerfe: readonly Entwurf[], wer = server.anna): Promise<Aenderungssatz> =>
  server.knoten.readNetz(({ netz }) =>
    writeSatz(netz, asSchreiber(wer, 'bearbeiter'), entwuerfe, { erstelltAm: testzeit }),
  )
const push = async (line: string): Promise<{ ergebnis: string }> => {
  const { status, text } = await server.call('/sync/push', 'partner', `${line}\n`)
  expect(status).toBe(200)
  return JSON.parse(text.trim()) as { ergebnis: string }
}

const cite = (adresse: string): Entwurf[] =>
  neueAussage(prosa, { wert: 'Zugang' }, { ...gesetzblatt, adresse } as Beleg)
const title = (nameDe: string): Entwurf[] => neueAussage(schulart, { wert: { nameDe } })
const inhalte: readonly (readonly [name: string, code: string, entwuerfe: () => Entwurf[]])[] = [
  ['a citation of javascript:', 'adresse-verboten', () => cite('javascript:alert(document.cookie)')],
  ['a citation of vbscript: behind a blank', 'adresse-verboten', () => cite(' vbscript:msgbox')],
  ['a citation of data:', 'adresse-verboten', () => cite('data:text/html,<script>1</script>')],
  ['a citation of file:', 'adresse-verboten', () => cite('file:///etc/passwd')],
  ['a citation of loopback', 'adresse-verboten', () => cite('http://127.0.0.1/')],
  ['a citation of loopback in octal', 'adresse-verboten', () => cite('http://0177.0.0.1/')],
  ['a citation of loopback as one number', 'adresse-verboten', () => cite('http://2130706433/')],
  ['a citation of IPv6 loopback', 'adresse-verboten', () => cite('http://[::1]/')],
  ['a citation of a private network', 'adresse-verboten', () => cite('http://192.168.178.1/')],
  ['a citation of a metadata service', 'adresse-verboten', () => cite('http://169.254.169.254/latest/meta-data')],
  ['a citation of an inner name', 'adresse-verboten', () => cite('https://wiki.internal/')],
  ['a citation with a password', 'adresse-verboten', () => cite('https://a:b@example.org/')],
  ['a citation of another port', 'adresse-verboten', () => cite('https://example.org:8443/')],
  ['a homoglyph title', 'verwechselbar', () => title('Рolska szkoła')],
  ['a title that looks Latin and is not', 'verwechselbar', () => title('СОРА')],
  ['a title that overrides its direction', 'richtungszeichen', () => title('Diplom\u202egnp.exe')],
  ['prose in an isolate', 'richtungszeichen', () => neueAussage(prosa, { wert: 'a\u2066b\u2069' })],
  ['an invisible character in a title', 'unsichtbares-zeichen', () => title('Diplom\u200b')],
  ['NUL', 'steuerzeichen', () => neueAussage(prosa, { wert: 'a\u0000b' })],
  ['a claim above its limit', 'zu-gross', () => neueAussage(prosa, { wert: 'a'.repeat(70_000) })],
  [
    'a change of another slot in ersetzt',
    'ersetzt-fremd',
    () => [{ slot: prosa, ersetzt: [kopf], wert: { wert: 'a' } }],
  ],
  [
    'a field that there is not',
    'slot-unbekannt',
    () => [{ slot: jahre.replace('pflicht', 'frei'), ersetzt: [], wert: { wert: 1 } }],
  ],
  [
    'a value of another form',
    'wert-falsch',
    () => neueAussage(testslot('land:TR', 'bildungssystem/pflichtschuljahre', 'neu'), { wert: 'acht' }),
  ],
  ['a new statement without citation', 'beleg-fehlt', () => [{ slot: prosa, ersetzt: [], wert: { wert: 'a' } }]],
  [
    'one place twice',
    'slot-doppelt',
    () => [...neueAussage(prosa, { wert: 'a' }), { slot: prosa, ersetzt: [], wert: { wert: 'b' } }],
  ],
]

describe('contents over HTTP are refused with the code of their fault, and nothing of them is stored', () => {
  test.each(inhalte)('%s: %s', async (_name, code, entwuerfe) => {
    const before = await countRows()
    const aenderungen = entwuerfe()
    const { status, text } = await server.call('/aenderungssaetze', 'anna', { aenderungen, nebeneinander: true })
    expect({ status, text }).toMatchObject({ status: 422, text: expect.stringContaining(`BQ-${code.toUpperCase()}`) })
    expect(await push(JSON.stringify(await sign(aenderungen)))).toMatchObject({ ergebnis: code })
    expect(await countRows()).toEqual(before)
  })
})

describe('changesets over HTTP', () => {
  const good = () => sign(neueAussage(prosa, { wert: 'Zugang' }))
  const other = 'b'.repeat(64)
  const resign = async (change: (satz: Aenderungssatz) => Partial<Aenderungssatz['kopf']>, wer = server.anna) => {
    const satz = await good()
    const { anzahl: _anzahl, wurzel: _wurzel, ...head } = { ...satz.kopf, ...change(satz) }
    const open = satz.aenderungen.flatMap((blatt) => ('salz' in blatt ? [blatt] : []))
    return buildSatz(head, open, asSchreiber(wer, 'bearbeiter').sign)
  }
  const fremd = createWissensschluessel()
  const cases: readonly (readonly [string, string, () => Promise<unknown>])[] = [
    ['a wrong hash', 'hash-falsch', async () => ({ ...(await good()), id: other })],
    [
      'a wrong signature',
      'sig-falsch',
      async () => ({ ...(await good()), signatur: (await sign(neueAussage(jahre, { wert: 1 }))).signatur }),
    ],
    [
      'changes of another changeset',
      'wurzel-falsch',
      async () => ({ ...(await good()), aenderungen: (await sign(neueAussage(jahre, { wert: 1 }))).aenderungen }),
    ],
    [
      'an unknown key',
      'unbekannter-schluessel',
      () => resign(() => ({ autor: fremd.schluessel }), { ...server.anna, ...fremd }),
    ],
    ['the key of another chain', 'schluessel-fremd', () => resign(() => ({ knoten: 'ihk-102' }))],
    ['the key of another chamber', 'schluessel-fremd', () => resign(() => ({ kammer: '102' }))],
    [
      'another order: follows what is not before it',
      'kette-falsch',
      () => resign(({ kopf: { nr } }) => ({ nr: nr - 1, vorgaenger: other })),
    ],
    ['another network', 'netz-fremd', () => resign(() => ({ netz: other }))],
    [
      'another version',
      'version-unbekannt',
      async () => ({ ...(await good()), kopf: { ...(await good()).kopf, v: 2 } }),
    ],
    ['another form', 'form-falsch', async () => ({ ...(await good()), mehr: 1 })],
  ]
  test.each(cases)('%s: %s', async (_name, code, make) => {
    const before = await countRows()
    expect(await push(JSON.stringify(await make()))).toMatchObject({ ergebnis: code })
    expect(await countRows()).toEqual(before)
  })

  it('of 10 MB: zu-gross, and the ones around it are taken', async () => {
    const before = await countRows()
    const huge = await sign(neueAussage(prosa, { wert: 'a'.repeat(10_000_000) }))
    expect(await push(JSON.stringify(huge))).toMatchObject({ ergebnis: 'zu-gross' })
    const edit = await server.call('/aenderungssaetze', 'anna', {
      aenderungen: neueAussage(prosa, { wert: 'a'.repeat(10_000_000) }),
    })
    expect(edit.status).toBe(413)
    expect(await countRows()).toEqual(before)
    const { text } = await server.call(
      '/sync/push',
      'partner',
      `${JSON.stringify(huge)}\n${JSON.stringify(await good())}\n{\n`,
    )
    const answers = text
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { ergebnis: string }).ergebnis)
    expect(answers).toEqual(['zu-gross', 'neu', 'zeichen-falsch'])
  })
})
