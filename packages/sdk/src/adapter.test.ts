import { Type } from 'typebox'
import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  type AdapterContext,
  type AdapterItem,
  type AdapterMethods,
  capabilitiesOf,
  collectLieferungen,
  defineAdapter,
} from './adapter.ts'
import { AdapterError } from './adapter-error.ts'
import { adapterLimits, checkSource, memorySource, memoryTarget, readBytes } from './adapter-source.ts'

const context: AdapterContext = {
  fetch: async () => new Response(),
  now: () => new Date(0),
  logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
}

async function* items(...list: AdapterItem[]): AsyncGenerator<AdapterItem, void, undefined> {
  yield* list
}

const book = (fremdId: string): AdapterItem => ({
  art: 'berichtsheft',
  berichtsheft: { fremdId, art: 'ausbildung', azubi: { name: 'Ida' }, knr: '153' },
})
const report = (fremdId: string): AdapterItem => ({
  art: 'ausbildungsnachweis',
  ausbildungsnachweis: {
    fremdId,
    inhalt: { zeitraum: { von: '2026-12-14', bis: '2026-12-20' }, berichtsart: 'woche', azubi: 'Ida' },
  },
})
const remark: AdapterItem = {
  art: 'bemerkung',
  bemerkung: { schwere: 'hinweis', stelle: 'x:1', text: 'a', textEnglisch: 'b' },
}

describe('defineAdapter', () => {
  const configSchema = Type.Object(
    { basis: Type.String({ minLength: 1 }), versuche: Type.Integer({ default: 3 }) },
    { additionalProperties: false },
  )
  const define = (create: (config: { basis: string; versuche: number }) => AdapterMethods) =>
    defineAdapter({ name: 'probe', configSchema, create })

  test('infers the configuration from its schema', () => {
    defineAdapter({
      name: 'probe',
      configSchema,
      create: (config) => {
        expectTypeOf(config).toEqualTypeOf<{ basis: string; versuche: number }>()
        return {}
      },
    })
  })

  test('hands over a frozen copy with the defaults, and leaves the given one alone', () => {
    const given = { basis: 'x' } as { basis: string; versuche: number }
    let seen: unknown
    define((config) => {
      seen = config
      return {}
    }).create(given, context)
    expect(seen).toEqual({ basis: 'x', versuche: 3 })
    expect(Object.isFrozen(seen)).toBe(true)
    expect(given).toEqual({ basis: 'x' })
  })

  test.each([
    [{ basis: '', versuche: 1 }, '/basis'],
    [{ basis: 'x', versuche: 1.5 }, '/versuche'],
    [{ basis: 'x', versuche: 1, basiss: 'y' }, 'basiss'],
    [{}, 'basis'],
    ['x', 'object'],
    [JSON.parse('{"basis":"x","versuche":1,"__proto__":{"boese":1}}'), '__proto__'],
  ])('refuses the configuration %j', (config, place) => {
    const refused = () => define(() => ({})).create(config as never, context)
    expect(refused).toThrow(AdapterError)
    expect(refused).toThrow(place)
  })

  test('has the capabilities whose methods exist', () => {
    const make = (methods: AdapterMethods) =>
      capabilitiesOf(define(() => methods).create({ basis: 'x', versuche: 1 }, context))
    expect(make({})).toEqual([])
    expect(make({ read: () => items(), checkHealth: async () => undefined, close: async () => undefined })).toEqual([
      'read',
      'checkHealth',
    ])
  })

  test('ends an aborted iteration, also between two values', async () => {
    const endless = define(() => ({
      read: async function* () {
        for (;;) yield remark
      },
    })).create({ basis: 'x', versuche: 1 }, context)
    const controller = new AbortController()
    const seen: unknown[] = []
    const reading = async () => {
      for await (const item of endless.read?.(memorySource({}), { signal: controller.signal }) ?? []) {
        seen.push(item)
        if (seen.length === 3) controller.abort(new Error('genug'))
      }
    }
    await expect(reading()).rejects.toMatchObject({ kind: 'unavailable', cause: { message: 'genug' } })
    expect(seen.length).toBeLessThan(6)
  })

  test('tells an iteration that is left early to return', async () => {
    let returned = false
    const instance = define(() => ({
      read: async function* () {
        try {
          yield remark
          yield remark
        } finally {
          returned = true
        }
      },
    })).create({ basis: 'x', versuche: 1 }, context)
    for await (const _item of instance.read?.(memorySource({}), { signal: new AbortController().signal }) ?? []) break
    expect(returned).toBe(true)
  })
})

describe('collectLieferungen', () => {
  test('collects books with their reports, and the remarks', async () => {
    const { lieferungen, bemerkungen } = await collectLieferungen(
      items(remark, book('a'), report('1'), remark, report('2'), book('b'), report('3')),
    )
    expect(
      lieferungen.map(({ berichtsheft, ausbildungsnachweise }) => [
        berichtsheft.fremdId,
        ausbildungsnachweise.map(({ fremdId }) => fremdId),
      ]),
    ).toEqual([
      ['a', ['1', '2']],
      ['b', ['3']],
    ])
    expect(bemerkungen).toHaveLength(2)
  })

  test('refuses a report before any book', async () => {
    await expect(collectLieferungen(items(report('1')))).rejects.toMatchObject({ kind: 'invalid-response' })
  })
})

describe('sources', () => {
  async function* pieces(...list: number[]) {
    for (const size of list) yield new Uint8Array(size)
  }

  test('a file is read whole, from one piece or many', async () => {
    expect(await readBytes({ name: 'x', lies: () => new Uint8Array(3) })).toHaveLength(3)
    expect(await readBytes({ name: 'x', lies: () => pieces(1, 0, 2) })).toHaveLength(3)
  })

  test('a file ends at the limit, an endless one too', async () => {
    expect(await readBytes({ name: 'x', lies: () => pieces(5, 5) }, 10)).toHaveLength(10)
    await expect(readBytes({ name: 'x', lies: () => pieces(5, 6) }, 10)).rejects.toThrow('x: is larger than 10 bytes')
    await expect(readBytes({ name: 'x', lies: () => new Uint8Array(11) }, 10)).rejects.toMatchObject({
      kind: 'rejected',
    })
    const endless = async function* () {
      for (;;) yield new Uint8Array(1_000_000)
    }
    await expect(readBytes({ name: 'x', lies: endless })).rejects.toMatchObject({ kind: 'rejected' })
  })

  test('a file that cannot be read is unavailable', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
      yield new Uint8Array(1)
      throw new Error('EIO')
    }
    await expect(readBytes({ name: 'x', lies: broken })).rejects.toMatchObject({
      kind: 'unavailable',
      cause: { message: 'EIO' },
    })
  })

  test('no file, too many and two of a name are refused', () => {
    expect(() => checkSource(memorySource({}))).toThrow('no file')
    const many = Array.from({ length: adapterLimits.dateien + 1 }, (_, index) => ({
      name: `${index}`,
      lies: () => new Uint8Array(),
    }))
    expect(() => checkSource({ dateien: many, kontext: {} })).toThrow('more than')
    expect(() => checkSource({ dateien: many.slice(1), kontext: {} })).not.toThrow()
    const twice = [...memorySource({ a: '' }).dateien, ...memorySource({ a: '' }).dateien]
    expect(() => checkSource({ dateien: twice, kontext: {} })).toThrow('a: appears twice')
  })

  test('a target in memory keeps what is written', async () => {
    const target = memoryTarget()
    await target.schreibe('a/b.txt', Uint8Array.of(1))
    expect([...target.dateien]).toEqual([['a/b.txt', Uint8Array.of(1)]])
  })
})
