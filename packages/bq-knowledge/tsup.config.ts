import { defineConfig } from 'tsup'

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/import/index.ts',
    'src/plugin/index.ts',
    'src/speicher/index.ts',
    'src/testing/index.ts',
  ],
  format: 'esm',
  target: 'node22',
  clean: true,
  sourcemap: true,
  dts: !process.argv.includes('--no-dts'),
})
