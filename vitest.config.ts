import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defaultServerConditions } from 'vite'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'

/** Packages resolve to their sources, so tests need no build; the other conditions are Vite's own, which an own list would replace. */
const conditions = ['source', ...defaultServerConditions]
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } }

/**
 * The tests with a database run once per PostgreSQL named here: `npm` is the embedded one from npm, a number the Debian package of that major version.
 * The first is the project `int`, a further one `int-pg<number>`.
 */
const servers = (process.env.TEST_POSTGRES ?? 'npm').split(',')

export default defineConfig({
  test: {
    // One more than a small machine has cores, because tests of faults and clocks wait; more than four share one PostgreSQL badly.
    maxWorkers: Math.min(4, availableParallelism() + 1),
    // The modules of the gateway are loaded once per worker, not once per file; no test may leave a global changed.
    isolate: false,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['{packages/*,gateway}/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/node_modules/**'],
          // Properties with many runs share two cores with everything else.
          testTimeout: 60_000,
        },
      },
      ...servers.map(databaseProject),
    ],
  },
})

function databaseProject(server: string, index: number): TestProjectConfiguration {
  return {
    ...shared,
    test: {
      name: index === 0 ? 'int' : `int-pg${server}`,
      // What a second server shows is whether the SQL means the same there: migrations, functions, walls, partitions, batches, jobs; with SOAK=1 everything else, too.
      include:
        index === 0 || process.env.SOAK === '1'
          ? ['{packages/*,gateway}/src/**/*.int.test.ts']
          : [
              'gateway/src/{db,jobs}/**/!(embedded*).int.test.ts',
              'gateway/src/features/{ausbildungsnachweis,berichtsheft,lieferung,stammdaten}/**/*.int.test.ts',
            ],
      globalSetup: ['gateway/src/testing/global-setup.ts'],
      provide: { postgresBin: findPrograms(server) },
      testTimeout: 60_000,
      hookTimeout: 120_000,
      // Faults and slow clients are provoked against real processes and clocks: a second try tells a busy machine from a fault.
      retry: 1,
      sequence: { groupOrder: index + 1 },
    },
  }
}

function findPrograms(server: string): string {
  if (server === 'npm') return ''
  const folder = process.env[`PG${server}_BIN`] ?? `/usr/lib/postgresql/${server}/bin`
  if (!existsSync(folder))
    throw new Error(`TEST_POSTGRES names ${server}, but ${folder} does not exist; set PG${server}_BIN`)
  return folder
}
