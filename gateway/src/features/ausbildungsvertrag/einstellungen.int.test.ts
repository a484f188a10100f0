import type { Ausbildungsvertrag, Vertragsentwurf } from '@berichtsheft/core'
import { createVertrag } from '@berichtsheft/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { openVertragsszene, type Vertragsszene } from '../vertragsaenderung/testing/szene.ts'
import { createAusgabe, receipts } from './testing/ausgabe.ts'

const url = '/ausbildungsvertraege'
let s: Vertragsszene
let { next, taken, step, settings } = {} as ReturnType<typeof createAusgabe>

beforeAll(async () => {
  s = await openVertragsszene('2026-05-18T10:00:00Z')
  ;({ next, taken, step, settings } = createAusgabe(s))
})
afterAll(() => s.app.close())

describe('settings of a chamber', () => {
  const standard = { vierAugen: false, unterschriftNoetig: false, antragsfristWochen: 4 }
  const findings = async (vertrag: Vertragsentwurf): Promise<string[]> => {
    const { id } = await s.good<Ausbildungsvertrag>(s.company, url, { vertrag })
    const { verstoesse } = await s.read<{ verstoesse: { regel: string; schwere: string }[] }>(
      s.company,
      `${url}/${id}/pruefung`,
    )
    return verstoesse.map(({ regel, schwere }) => `${regel} ${schwere}`)
  }
  const lang = { arbeitszeiten: [{ minutenTaeglich: 660, minutenWoechentlich: 3300, tageJeWoche: 5 }] } as const
  const signed = {
    empfangsnachweise: undefined,
    vertragsform: 'schriftlich',
    unterschriften: [{ partei: 'ausbildender' }, { partei: 'azubi' }],
  } as const

  it.each([
    ['ueberlangeZeitIstFehler', { ueberlangeZeitIstFehler: false }, lang, 'DAV-126 fehler', 'DAV-126 warnung'],
    ['unterschriftGiltAlsEmpfang', { unterschriftGiltAlsEmpfang: false }, signed, undefined, 'DAV-017 fehler'],
    [
      'vorlagen',
      { vorlagen: ['eigener-text-1'] },
      { vertragstext: { vorlage: 'unbekannter-text' } },
      undefined,
      'DAV-011 fehler',
    ],
    [
      'wahlqualifikationen',
      { wahlqualifikationen: [{ beruf: 'Fachinformatiker', wahlqualifikationen: ['Eins', 'Zwei'] }] },
      {},
      undefined,
      'DAV-003 warnung',
    ],
  ] as const)('%s reaches the check', async (_name, change, part, before, after) => {
    await settings(standard)
    const contract = next(createVertrag, { ...receipts, ...(part as object) })
    const first = await findings(contract)
    await settings({ ...standard, ...change })
    const second = await findings(contract)
    if (before !== undefined) expect(first).toContain(before)
    expect(first).not.toContain(after)
    expect(second).toContain(after)
    await settings(standard)
  })

  it('bezirk: the chamber of the district of the training site is in charge', async () => {
    await alsSystem(s.app.deps, (trx) =>
      trx('vertragseinstellung').insert(
        [
          ['107', ['08222']],
          ['00065', ['08222000']],
        ].map(([knr, bezirk]) => ({
          knr,
          bezirk,
          vier_augen: false,
          unterschrift_noetig: false,
          antragsfrist_wochen: 4,
          geaendert_von: s.firma,
          geaendert_am: s.app.clock.now,
        })),
      ),
    )
    const [staette] = createVertrag().ausbildungsstaetten
    const at = (ags: string) => findings(next(createVertrag, { ausbildungsstaetten: [{ ...staette, ags }] as never }))
    expect((await at('08222000')).some((one) => one.startsWith('DAV-042'))).toBe(true)
    await settings({ ...standard, bezirk: ['08222000'] })
    expect((await at('08222000')).some((one) => one.startsWith('DAV-042'))).toBe(false)
    await settings(standard)
  })

  it('nummernquelle: its own system reports registrations under its numbers, each once', async () => {
    await settings({ ...standard, nummernquelle: 'kammer' })
    const one = await taken(next(createVertrag, receipts))
    expect((await s.post(s.clerk, `${url}/${one.id}/eintragung`)).statusCode).toBe(409)
    const report = (id: string, eingetragenAm = '2026-05-18') =>
      s.post(s.clerk, `${url}/${id}/eintragungsmeldung`, { eintragungsnummer: 'MA-77', eingetragenAm })
    expect((await report(one.id, '2026-05-19')).statusCode).toBe(422)
    expect((await report(one.id)).json()).toMatchObject({
      status: 'eingetragen',
      eintragungsnummer: 'MA-77',
      nummernquelle: 'kammer',
    })
    const two = await taken(next(createVertrag, receipts))
    const again = await report(two.id)
    expect([again.statusCode, again.json().detail]).toEqual([409, expect.stringContaining('under this number')])
    await settings(standard)
    expect((await report(two.id)).statusCode).toBe(409)
    expect(await step(s.clerk, two, 'eintragung')).toMatchObject({ nummernquelle: 'gateway' })
  })
})
