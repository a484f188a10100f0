import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBesetzung, createTestdatenbank } from '@berichtsheft/bq-knowledge/testing'
import { awaitOneState, editApart, type Knotenlage, startKnotenprozesse } from '@berichtsheft/command-bq/testing'
import { startEmbeddedDatabase } from '../../gateway/src/db/embedded.ts'

/**
 * Three nodes edit one statement apart, one is killed, it comes back and exchanges with the others, and all show the same state with the
 * conflict in it. With `DATABASE_URL` their databases are made on that server, else on the embedded one.
 */
const folder = await mkdtemp(join(tmpdir(), 'bq-three-nodes-'))
const own = process.env.DATABASE_URL ? undefined : await startEmbeddedDatabase(join(folder, 'postgres'))
const url = own?.url ?? process.env.DATABASE_URL ?? ''
const datenbanken = []
for (let i = 0; i < 3; i++) datenbanken.push(await createTestdatenbank({ url, prefix: process.env.PREFIX ?? 'beispiel' }))

const besetzung = createBesetzung(3)
const root = new URL('../..', import.meta.url).pathname
const prozesse = await startKnotenprozesse(
  { root, folder, besetzung },
  datenbanken.map((datenbank) => datenbank.url),
)
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const show = (lagen: readonly Knotenlage[]): void => {
  for (const [nr, { stand, konflikte }] of lagen.entries()) {
    const values = konflikte.map(([, werte]) => werte.join(' or '))
    say(`node ${nr}: state ${stand.slice(0, 12)}, in conflict: ${values.join('; ') || 'nothing'}`)
  }
}

try {
  say('Edited apart:')
  show(await editApart(prozesse, besetzung))
  await prozesse[1]?.end('SIGKILL')
  await prozesse[1]?.start(0.3)
  const lagen = await awaitOneState(prozesse, 60)
  say('After the exchange:')
  show(lagen)
} finally {
  for (const prozess of prozesse) await prozess.end('SIGTERM')
  for (const datenbank of datenbanken) await datenbank.close()
  await own?.stop()
  await rm(folder, { recursive: true, force: true })
}
