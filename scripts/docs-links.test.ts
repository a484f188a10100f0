import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

const listPages = (): string[] => [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
]

/** Addresses of a page that lead to files of this repository. */
const listTargets = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^([a-z]+:|#)/.test(target))
    .map((target) => target.replace(/#.*$/, ''))

test.each(listPages())('every link of %s leads to a file', (page) => {
  const folder = path.dirname(path.join(root, page))
  const broken = listTargets(readFileSync(path.join(root, page), 'utf8')).filter(
    (target) => !existsSync(path.resolve(folder, target)),
  )
  expect(broken).toEqual([])
})
