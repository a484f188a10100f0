import { loadConfig } from '../../../config.ts'
import { applicationRole, openDatabase } from '../../../db/client.ts'
import { openKeyring } from '../../../schluessel/keyring.ts'
import { dispatchAusgang } from '../verteiler.ts'

/** A process that does nothing but dispatch, until it is killed: `node dispatcher-child.ts <database>`. Says `ready`, then a line per batch. */
const databaseUrl = process.argv[2] ?? ''
const now = (): Date => new Date()
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const onError = (error: Error): void => say(`lost ${error.message}`)

const db = openDatabase(databaseUrl, {
  applicationName: 'dispatcher-child',
  role: applicationRole,
  maxConnections: 2,
  onError,
})
const keyring = await openKeyring({ db, databaseUrl, now, wrappingKey: new Uint8Array(32).fill(7), onError })
const config = loadConfig({})
say('ready')
for (;;) {
  const { meldungen } = await dispatchAusgang({ db, now, keyring, config }).catch((error: Error) => {
    onError(error)
    return { meldungen: 0 }
  })
  if (meldungen > 0) say(`${meldungen}`)
  else await new Promise((resolve) => setTimeout(resolve, 5))
}
