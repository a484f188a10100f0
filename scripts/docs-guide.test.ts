import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { exitCodes, exitCodeTexts } from '../packages/sdk/src/cli/exit-codes.ts'
import type { Io } from '../packages/sdk/src/cli/io.ts'
import { runCli } from '../packages/sdk/src/cli/program.ts'

const folder = path.resolve(import.meta.dirname, '..', 'docs', 'guide')
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')

describe('vendor.md', () => {
  const programs = readdirSync(path.join(folder, 'examples'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(path.join('examples', name)))
  const snippets = [...read('vendor.md').matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code)

  it('shows code of type-checked programs only', () => {
    expect(snippets.length).toBeGreaterThan(5)
    for (const code of snippets) {
      const found = programs.some((program) => program.includes(code.trimEnd()))
      expect(found, `in no program of examples:\n${code}`).toBe(true)
    }
  })
})

/** What the command line prints for these words. */
const print = async (...words: string[]): Promise<string> => {
  let out = ''
  const io: Pick<Io, 'out' | 'note' | 'cwd' | 'env' | 'signal'> = {
    out: async (text) => {
      out += String(text)
    },
    note: () => undefined,
    cwd: folder,
    env: {},
    signal: new AbortController().signal,
  }
  await runCli(words, io as Io)
  return out
}

describe('cli.md', () => {
  const page = read('cli.md')
  const sections = new Map(
    [...page.matchAll(/\n### ([a-z]+)\n(.*?)(?=\n##|$)/gs)].map(([, name = '', text = '']) => [name, text]),
  )

  it('has the table of exit codes', () => {
    const rows = Object.entries(exitCodeTexts).map(
      ([name, text]) => `| ${exitCodes[name as keyof typeof exitCodes]} | ${text} |`,
    )
    for (const row of rows) expect(page).toContain(row)
  })

  it('describes every command, in its order', async () => {
    const help = await print('--help')
    const commands = [...help.slice(help.indexOf('Commands:')).matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name)
    expect([...sections.keys()]).toEqual(commands.filter((name) => name !== 'help'))
  })

  it.each([...sections])('of %s names options that exist, and all of its own', async (name, text) => {
    const help = await print(name, '--help')
    // A command with commands of its own has their options, too.
    const parts = [...(help.split('\nCommands:\n')[1] ?? '').matchAll(/^ {2}([a-z]+) /gm)].flatMap(([, part]) =>
      part === undefined || part === 'help' ? [] : [part],
    )
    const pages = [help, ...(await Promise.all(parts.map((part) => print(name, part, '--help'))))]
    const options = new Set(
      pages.flatMap((one) => [...one.matchAll(/^ {2}(?:-[a-z], )?(--[a-z-]+)/gm)].map(([, option]) => option)),
    )
    const named = new Set([...text.matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option))
    expect([...named].filter((option) => !options.has(option))).toEqual([])
    const shared = [
      '--json',
      '--sprache',
      '--quiet',
      '--profile',
      '--gateway',
      '--client-id',
      '--key',
      '--help',
      '--stdin-name',
    ]
    // The head data of an import are those of a conversion; the names of a demo vendor explain themselves.
    const elsewhere =
      { import: ['--kontext', '--knr', '--fremd-id', '--azubi', '--art'], login: ['--produkt', '--kontakt'] }[name] ??
      []
    expect([...options].filter((option) => ![...named, ...shared, ...elsewhere].includes(option ?? ''))).toEqual([])
  })
})
