import { pino } from 'pino'
import { loadConfig } from './config.ts'
import { describePeople, listDemoCommands } from './features/demo/demo.service.ts'
import { listGreeting } from './greeting.ts'
import { createLogDestination } from './log-destination.ts'
import { startGateway } from './start.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

// Who started the gateway may stop listening to what it says; that is no reason to end.
process.stdout.on('error', () => {})

/** Reads the environment and the clock for the whole gateway, starts it, and takes it out of service on a signal. */
const main = async (): Promise<void> => {
  const config = loadConfig(process.env)
  const now = () => new Date()
  const log = pino({ level: config.LOG_LEVEL, formatters: { bindings: () => ({}) } }, createLogDestination(now))
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
  const gateway = await startGateway({ config, now, log, onStep: (step) => say(`… ${step}`) })
  let stoppingSince: number | undefined
  const onSignal = (signal: NodeJS.Signals) => {
    // A signal to the whole process group comes twice, directly and through the parent; a later one is impatience.
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > 1000) process.exit(1)
      return
    }
    stoppingSince = performance.now()
    say(`${signal}: finishing what is under way`)
    gateway.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  const { demo, deps } = gateway
  const shown = demo && { files: demo.files, commands: await listDemoCommands(deps), people: describePeople(config) }
  for (const line of listGreeting({ publicUrl: config.PUBLIC_URL, ...(shown && { demo: shown }) })) say(line)
}

main().catch((error: unknown) => {
  process.stderr.write(`The gateway did not start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
