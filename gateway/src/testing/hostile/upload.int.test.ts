import { afterAll, beforeAll, describe, test } from 'vitest'
import { type ChildGateway, startChildGateway } from './child-gateway.ts'
import { expectRefused } from './refused.ts'
import { bombCases, compressionCases, contentTypeCases, multipartCases } from './upload-cases.ts'

let gateway: ChildGateway
beforeAll(async () => {
  gateway = await startChildGateway({ ADAPTERS: '@berichtsheft/adapter-generic,@berichtsheft/adapter-ihk' })
})
afterAll(() => gateway?.close())

describe.each([
  ['bodies of several parts', multipartCases],
  ['archives', bombCases],
  ['packed bodies', compressionCases],
  ['content types', contentTypeCases],
])('%s', (_group, cases) => {
  test.each(cases)('$id: $name', (row) => expectRefused(gateway, row).then(() => {}))
})
