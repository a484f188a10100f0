import { availableParallelism } from 'node:os'
import { defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'

/** Packages resolve to their sources, so tests need no build; the other conditions are Vite's own, which an own list would replace. */
const conditions = ['source', ...defaultServerConditions]
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } }

export default defineConfig({
  test: {
    // Both cores on a small machine; more than four share one PostgreSQL badly.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['{packages/*,gateway}/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/node_modules/**'],
        },
      },
      {
        ...shared,
        test: {
          name: 'int',
          include: ['{packages/*,gateway}/src/**/*.int.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
