import { setFlagsFromString } from 'node:v8'

// Loading a few hundred modules lets V8 raise its young generation to 64 MB, which it never gives back. Held small until
// the gateway runs, it grows under load only. The flag must stand before the modules load, hence the import below.
setFlagsFromString('--semi-space-growth-factor=1')

const { main } = await import('./main.ts')

main()
  .then(() => setFlagsFromString('--semi-space-growth-factor=2'))
  .catch((error: unknown) => {
    process.stderr.write(`The gateway did not start: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  })
