import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Libraries that take megabytes and are needed seldom; see decision 11. */
const late = [
  'oidc-provider',
  '@simplewebauthn/server',
  'qr',
  'unpdf',
  '@fastify/swagger-ui',
  'pdfkit',
  'undici',
  '@berichtsheft/core/xml',
  'libxml2-wasm',
  'xmlbuilder2',
]

const statement = /^(?:import|export)\s+(?!type\s)(?:[^'"]*?\sfrom\s+)?'([^']+)'/gms

/** Whether a statement imports nothing but types, each marked on its own. */
const isTypesOnly = (text: string): boolean => /^import \{ (?:type \w+(?: as \w+)?,? ?)+ \} from/.test(text)

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(statement)].flatMap(([text, name = '']) => (isTypesOnly(text) ? [] : [name]))

/** Everything that is loaded with a file: packages by name, and by which file of ours. */
const loadedWith = (entry: string): ReadonlyMap<string, string> => {
  const packages = new Map<string, string>()
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) visit(path.resolve(path.dirname(file), name))
      else packages.set(name, path.relative(import.meta.dirname, file))
    }
  }
  visit(entry)
  return packages
}

test('the start loads none of the libraries that are loaded late', () => {
  const loaded = loadedWith(path.join(import.meta.dirname, 'server.ts'))
  expect(loaded.has('fastify')).toBe(true)
  expect([...loaded].filter(([name]) => late.includes(name))).toEqual([])
})
