import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const folders = ['bench', 'docs', 'examples', 'gateway/src', 'openapi', 'scripts', ...listSources()]
const text = /\.(ts|mjs|js|md|json|ya?ml|xml|xsd)$/

function listSources(): string[] {
  return readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/src`)
}

/** Names of papers that a reader of this repository does not have; what is not put together here would find itself. */
const papers = new RegExp(
  [
    ['DES', 'IGN §'],
    ['PRO', 'OF [A-DI]\\d'],
    ['STA', 'CK §'],
    ['HOUSE', '-STYLE'],
    ['domain ', '(file|catalogue)'],
  ]
    .map((parts) => parts.join(''))
    .join('|'),
)

test.each(folders)('nothing in %s refers to papers outside of the repository', (folder) => {
  const found = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    // What was released stays as it was.
    .filter((file) => text.test(file) && !/(^|\/)(node_modules|dist|released)\//.test(`${folder}/${file}`))
    .filter((file) => papers.test(readFileSync(path.join(root, folder, file), 'utf8')))
  expect(found).toEqual([])
})
