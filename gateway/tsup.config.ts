import { defineConfig } from 'tsup'

export default defineConfig({
  entry: [
    'src/app.ts',
    'src/server.ts',
    'src/adapters/adapter-worker.ts',
    'src/features/uebermittlung/document-process.ts',
    'src/schluessel/main.ts',
  ],
  format: 'esm',
  target: 'node22',
  clean: true,
  sourcemap: true,
  dts: !process.argv.includes('--no-dts'),
})
