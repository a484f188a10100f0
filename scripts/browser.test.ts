import path from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { kleinerKatalog, pruefeVertrag } from '@berichtsheft/core'
import { createVertrag } from '@berichtsheft/core/testing'
import { build, defaultClientConditions } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
let code = ''

/** The entry point for contracts as one script for browsers; what only Node.js has would become an empty module. */
beforeAll(async () => {
  const made = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    resolve: { conditions: ['source', ...defaultClientConditions] },
    build: {
      write: false,
      minify: false,
      lib: { entry: path.join(root, 'packages/sdk/src/vertrag/index.ts'), formats: ['iife'], name: 'vertrag' },
    },
  })
  const outputs = (Array.isArray(made) ? made : [made]).flatMap((one) => ('output' in one ? one.output : []))
  code = outputs.map((one) => (one.type === 'chunk' ? one.code : '')).join('\n')
})

describe('the check of contracts in a browser', () => {
  it('needs nothing that only Node.js has', () => {
    expect(code.length).toBeGreaterThan(100_000)
    expect(
      code.match(/["']node:[\w/]+["']|__vite-browser-external|\brequire\(["'](?:fs|path|crypto)|\bBuffer\./g),
    ).toBe(null)
  })

  it('answers there as it does here', () => {
    const vertrag = createVertrag({ probezeitMonate: 5 })
    // Of what browsers have beside the language, with nothing of Node.js.
    const page = createContext({ structuredClone, TextDecoder, TextEncoder, URL })
    const answer = runInContext(
      `${code}\nJSON.stringify(vertrag.pruefeVertragsdokument(${JSON.stringify(vertrag)}, { stichtag: '2026-05-18' }))`,
      page,
    )
    const { verstoesse, berechnung, stichtag } = pruefeVertrag(vertrag, {
      stichtag: '2026-05-18',
      katalog: kleinerKatalog,
    })
    expect(verstoesse.map(({ regel }) => regel)).toEqual(['DAV-088'])
    expect(JSON.parse(String(answer))).toEqual([
      JSON.parse(JSON.stringify({ pfad: '', stichtag, verstoesse, berechnung })),
    ])
  })
})
