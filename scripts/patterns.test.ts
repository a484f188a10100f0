import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkSync } from 'recheck'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const repository = fileURLToPath(new URL('..', import.meta.url))
const folders = ['gateway/src', ...readdirSync(path.join(repository, 'packages')).map((name) => `packages/${name}/src`)]

/** Code that reads what others send; tests and what only makes files of ours do not. */
const sources = folders
  .flatMap((folder) =>
    readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file}`,
    ),
  )
  .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|\/testing\/|\/generated\//.test(file))
  // Ordinances that the operator names on the command line: every text is cut before a pattern sees it, and
  // berufe/verordnung.test.ts reads long runs of what the patterns are made of.
  .filter((file) => !file.startsWith('packages/core/src/berufe/'))

interface Found {
  readonly file: string
  readonly source: string
  readonly flags: string
}

/** Every regular expression that is written as one. */
const findPatterns = (file: string): Found[] => {
  const found: Found[] = []
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      const text = node.getText()
      const end = text.lastIndexOf('/')
      found.push({ file, source: text.slice(1, end), flags: text.slice(end + 1) })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(path.join(repository, file), 'utf8'), ts.ScriptTarget.Latest, true))
  return found
}

const patterns = [...new Map(sources.flatMap(findPatterns).map((one) => [`${one.source}/${one.flags}`, one])).values()]

/** Patterns that are slow on long texts and never see one, each with the reason. */
const short: Readonly<Record<string, string>> = {
  'migration directory is corrupt.*missing: (.*)': 'a message of Knex about our own files',
  '(\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)$': 'an address that Node has taken for one',
  '\\beyJ[\\w-]{5,1000}\\.[\\w-]{5,}(?:\\.[\\w-]*)?': 'its repetition before the dot is bounded',
  '(\\b[a-z][a-z0-9+.-]{1,20}:\\/\\/)[^\\s/@:]{1,256}:[^\\s/@]{1,256}@': 'its repetitions are bounded',
  '\\/+$': 'an address that the user of the command line types',
  '<!--.*?-->': 'a file of the user of the command line',
  ' .*$': 'a line that the command line itself made',
  '\\(.*\\)|,.*$': 'the name of a town, which the contract bounds',
  '\\b(a d|an der|a|am|im|in|i|ob|bei|b) .*$': 'the name of a town, which the contract bounds',
}

const starts = ['a', '0', ' ', '/', '-', '.', ':', '<', '"', 'ä', '=', ',', 'a ', 'a/', '0-', '\n']

describe('B10: no regular expression of the source takes long', () => {
  test.each(patterns)('B10: $file /$source/$flags', { timeout: 60_000 }, ({ source, flags }) => {
    if (source in short) return
    // A sticky pattern begins in one place only.
    const anchored = flags.includes('y') ? `^(?:${source})` : source
    // Without a repetition that has no bound there is nothing to find out.
    if (/[*+]|\{\d+,\}/.test(source)) {
      const kept = flags.replace(/[dgvy]/g, '')
      // Repetitions without bounds are matched more slowly than those with; without bounds a proof takes milliseconds. Only where there is none, random texts decide.
      const unbounded = anchored.replace(/\{\d+,\d{2,}\}/g, '*')
      const proven = checkSync(unbounded, kept, { checker: 'automaton', timeout: 2_000 }).status === 'safe'
      const status = proven ? 'safe' : checkSync(anchored, kept, { timeout: 20_000, randomSeed: 1 }).status
      expect(status).not.toBe('vulnerable')
    }
    const pattern = new RegExp(anchored, flags.replace(/[gy]/g, ''))
    for (const start of starts) {
      const text = `${start.repeat(50_000 / start.length)}\u0001`
      expect(Math.min(...[1, 2, 3].map(() => timeOf(pattern, text)))).toBeLessThan(50)
    }
  })

  test('B10: every exception is still there', () => {
    expect(patterns.length).toBeGreaterThan(50)
    expect(Object.keys(short).filter((source) => !patterns.some((one) => one.source === source))).toEqual([])
  })
})

const timeOf = (pattern: RegExp, text: string): number => {
  const before = performance.now()
  pattern.test(text)
  return performance.now() - before
}
