import type { Nachweislieferung } from '@berichtsheft/core'
import { memorySource } from '../adapter-source.ts'
import { referenceAdapter } from './reference-adapter.ts'
import { type AdapterUnderTest, replaceInSource } from './subject.ts'

const token = 'tok-9f2c71d0e5'
const kontext = { knr: '153' }

const report = (
  fremdId: string,
  von: string,
  bis: string,
  rest: Partial<Nachweislieferung['inhalt']>,
): Nachweislieferung => ({
  fremdId,
  inhalt: { zeitraum: { von, bis }, berichtsart: 'woche', azubi: 'Tilda Ehrlichmann', ...rest },
})

const heft = {
  fremdId: 'azubi-1',
  art: 'ausbildung',
  azubi: { name: 'Tilda Ehrlichmann' },
  ausbildungsbeginn: '2025-09-01',
  token,
  drucker: 'Flur 2',
}

const berichte = [
  report('w-51', '2026-12-14', '2026-12-20', {
    tage: [
      { datum: '2026-12-14', art: 'betrieb', eintraege: [{ text: 'Angebote „Los 7“ geschrieben 🙏', minuten: 300 }] },
    ],
  }),
  {
    ...report('w-52', '2026-12-21', '2026-12-27', {
      abteilung: 'Vertrieb',
      ausbildungsjahr: 2,
      abgeleitet: [{ pfad: '/ausbildungsjahr', verfahren: 'volle Jahre seit Ausbildungsbeginn' }],
    }),
    verlauf: [{ vorgang: 'eingereicht' as const, datum: '2026-12-28' }],
  },
  report('w-53', '2026-12-28', '2027-01-03', { wochentexte: { leerGrund: 'Betriebsferien' } }),
]

const json = (value: unknown) => JSON.stringify(value, null, 2)
const files = {
  'heft.json': json(heft),
  'bericht-1.json': json(berichte[0]),
  'bericht-2.json': json(berichte[1]),
  'bericht-3.json': json(berichte[2]),
}
const source = () => memorySource(files, kontext)
const single = (value: Nachweislieferung) =>
  memorySource({ 'heft.json': json(heft), 'bericht-1.json': json(value) }, kontext)

const inhalt = (text: string) => report('w-51', '2026-12-14', '2026-12-20', { wochentexte: { betrieb: text } })

/** The reference adapter with all that the suite needs to know of it. */
export const referenceSubject: AdapterUnderTest = {
  adapter: referenceAdapter,
  config: { basis: 'https://anbieter.example/api', token },
  source,
  secrets: [token],
  probes: [
    {
      name: 'an entry without its duration',
      source: replaceInSource(source(), 'bericht-1.json', ',\n            "minuten": 300', ''),
      fremdId: 'w-51',
      gone: '/inhalt/tage/0/eintraege/0/minuten',
    },
    {
      name: 'a report without its department',
      source: replaceInSource(source(), 'bericht-2.json', '"abteilung": "Vertrieb",', ''),
      fremdId: 'w-52',
      gone: '/inhalt/abteilung',
    },
    {
      name: 'a report with a day that does not exist',
      source: replaceInSource(source(), 'bericht-3.json', '"von": "2026-12-28"', '"von": "2026-02-30"'),
      fremdId: 'w-53',
      remark: 'bericht-3.json#/inhalt/zeitraum/von',
    },
  ],
  textSource: (text) => ({ source: single(inhalt(text)), fremdId: 'w-51', pfad: '/inhalt/wochentexte/betrieb' }),
  weekSource: (montag) => {
    const sonntag = new Date(Date.parse(montag) + 6 * 86_400_000).toISOString().slice(0, 10)
    return { source: single(report('w', montag, sonntag, {})), fremdId: 'w' }
  },
  backend: () => async (input, init) => {
    const request = new Request(input, init)
    if (request.headers.get('authorization') !== `Bearer ${token}`) return new Response('', { status: 401 })
    const { token: _token, ...head } = heft
    return request.url.endsWith('/heft') ? Response.json({ heft: head, berichte }) : new Response(null, { status: 204 })
  },
  auswahl: { kontext },
}
