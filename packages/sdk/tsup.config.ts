import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/netz/index.ts', 'src/testing/index.ts', 'src/vertrag/index.ts', 'src/cli/main.ts'],
  format: 'esm',
  target: 'node22',
  clean: true,
  sourcemap: true,
  dts: !process.argv.includes('--no-dts'),
})
