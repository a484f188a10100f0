import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createBesetzung, createTestdatenbank, neueAussage, testslot } from '@berichtsheft/bq-knowledge/testing'
import { callKnoten, pushKnoten, startKnotenprozesse } from '@berichtsheft/command-bq/testing'
import { startEmbeddedDatabase } from '../../gateway/src/db/embedded.ts'

/** Three nodes edit one statement apart, exchange, and show the same state with the conflict in it. */
const folder = await mkdtemp(join(tmpdir(), 'bq-three-nodes-'))
const server = await startEmbeddedDatabase(join(folder, 'postgres'))
const datenbanken = []
for (let i = 0; i < 3; i++) datenbanken.push(await createTestdatenbank({ url: server.url, prefix: 'beispiel' }))

const besetzung = createBesetzung(3)
const root = new URL('../..', import.meta.url).pathname
const prozesse = await startKnotenprozesse(
  { root, folder, besetzung },
  datenbanken.map(({ url }) => url),
)
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre')

interface Konflikte {
  readonly konflikte: readonly { readonly werte: readonly { readonly wert: { readonly wert: number } }[] }[]
}
const show = async (): Promise<number> => {
  const states = new Set<string>()
  for (const prozess of prozesse) {
    const { arbeit } = await callKnoten<{ arbeit: string }>(prozess, '/sync/stand')
    const { konflikte } = await callKnoten<Konflikte>(prozess, '/konflikte?sicht=arbeit')
    const values = konflikte.map(({ werte }) => werte.map(({ wert }) => wert.wert).join(' or '))
    say(`node ${prozess.nr}: state ${arbeit.slice(0, 12)}, in conflict: ${values.join('; ') || 'nothing'}`)
    states.add(arbeit)
  }
  return states.size
}

try {
  for (const [i, prozess] of prozesse.entries()) {
    await pushKnoten(prozess, besetzung.zulassung)
    await callKnoten(prozess, '/aenderungssaetze', { aenderungen: neueAussage(slot, { wert: 8 + i }) })
  }
  say('Edited apart:')
  await show()
  // One goes down hard; all come back and exchange.
  await prozesse[1]?.end('SIGKILL')
  for (const prozess of prozesse) await prozess.end('SIGTERM')
  for (const prozess of prozesse) await prozess.start(0.3)
  for (let i = 0; i < 100; i++) {
    await sleep(500)
    const states = new Set<string>()
    for (const prozess of prozesse) {
      states.add((await callKnoten<{ arbeit: string }>(prozess, '/sync/stand')).arbeit)
    }
    if (states.size === 1) break
  }
  say('After the exchange:')
  if ((await show()) > 1) process.exitCode = 1
} finally {
  for (const prozess of prozesse) await prozess.end('SIGTERM')
  for (const datenbank of datenbanken) await datenbank.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
