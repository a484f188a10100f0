import path from 'node:path'
import { loadConfig } from '../config.ts'
import { applicationRole, openDatabase } from '../db/client.ts'
import { startEmbeddedDatabase } from '../db/embedded.ts'
import { runKeyCommand } from './command.ts'
import { openKeyring } from './keyring.ts'
import { rewrapAll } from './rewrap.ts'
import { loadPreviousKey, loadWrappingKey } from './wrapping-key.ts'

// The operator's command for keys: a program of its own beside server.ts, so it too reads the environment and the clock.

const main = async (args: readonly string[]): Promise<number> => {
  const config = loadConfig(process.env)
  const onError = (error: Error) => void process.stderr.write(`${error.message}\n`)
  // A gateway that runs in the same folder shares its server with us.
  const embedded =
    config.DATABASE_URL === undefined
      ? await startEmbeddedDatabase(path.resolve(config.DATA_DIR, 'postgres'))
      : undefined
  const databaseUrl = config.DATABASE_URL ?? embedded?.url ?? ''
  const db = openDatabase(databaseUrl, {
    applicationName: 'berichtsheft-schluessel-befehl',
    role: applicationRole,
    onError,
  })
  const wrappingKey = loadWrappingKey(config)
  const previousKey = loadPreviousKey(config)
  try {
    const keyring = await openKeyring({
      db,
      databaseUrl,
      now: () => new Date(),
      wrappingKey,
      previousKey,
      onError,
    })
    try {
      const { code, text } = await runKeyCommand(
        {
          ...keyring,
          ...(previousKey && {
            rewrap: () => rewrapAll({ db, now: () => new Date() }, { old: previousKey, current: wrappingKey }),
          }),
        },
        args,
      )
      ;(code === 0 ? process.stdout : process.stderr).write(`${text}\n`)
      return code
    } finally {
      await keyring.close()
    }
  } finally {
    await db.close()
    await embedded?.stop()
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  },
)
