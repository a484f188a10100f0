import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const examples = new URL('../../../../examples/', import.meta.url)
const target = new URL('../generated/mappings.ts', import.meta.url)

/** The mapping files of `examples/`, which come with the adapter as configurations of the same name. */
export const readExampleMappings = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(examples, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .flatMap((name) => {
        try {
          return [[name, readFileSync(new URL(`${name}/mapping.yaml`, examples), 'utf8')]]
        } catch {
          // An example of another adapter.
          return []
        }
      }),
  )

/** The source text of `generated/mappings.ts`: mappings live in `examples/`, the package carries a copy. */
export const renderMappings = (mappings: Readonly<Record<string, string>>): string => {
  const entries = Object.entries(mappings).map(
    ([name, text]) => `  ${JSON.stringify(name)}: ${JSON.stringify(text)},\n`,
  )
  return `/** Made by \`pnpm mappings\` from examples/<name>/mapping.yaml. */\nexport const mappings: Readonly<Record<string, string>> = {\n${entries.join('')}}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, renderMappings(readExampleMappings()))
