import { beispiele, limits } from '@berichtsheft/core'
import { describe, expect, it, test } from 'vitest'
import { readJsonNachricht, readNdjsonNachrichten } from './nachricht-lesen.ts'

const read = (value: unknown) => readJsonNachricht(Buffer.from(JSON.stringify(value)))
const findingsOf = (value: unknown) => {
  const found = read(value)
  return 'problem' in found
    ? [found.grund, found.problem.slug, ...(found.problem.details.verstoesse ?? []).map(({ pfad }) => pfad)]
    : found.name
}

describe('a message in JSON', () => {
  it('is the one that its header names', () => {
    expect(findingsOf(beispiele.antragEintragung)).toBe('antragEintragung')
    expect(findingsOf(beispiele.vertragsaufloesung)).toBe('vertragsaufloesung')
  })

  const typePointer = '/nachrichtenkopf/identifikation/nachrichtentyp/name'
  test.each([
    ['null', null],
    ['a text', 'x'],
    ['a list', []],
    ['a message without a header', { inhalt: {} }],
    ['a header that is null', { nachrichtenkopf: null }],
    ['an identification that is null', { nachrichtenkopf: { identifikation: null } }],
    ['a type that is null', { nachrichtenkopf: { identifikation: { nachrichtentyp: null } } }],
    ['a name of the prototype', { nachrichtenkopf: { identifikation: { nachrichtentyp: { name: 'constructor' } } } }],
  ])('refuses %s at the name of its type', (_what, value) => {
    expect(findingsOf(value)).toEqual(['X', 'validation-failed', typePointer])
  })

  it('refuses what is no JSON, with the UUID of a message where it is one', () => {
    expect(readJsonNachricht(Buffer.from('{'))).toMatchObject({ grund: 'X', problem: { slug: 'malformed-request' } })
    const { nachrichtenkopf } = beispiele.antragEintragung
    const wrong = { ...beispiele.antragEintragung, inhalt: { ...beispiele.antragEintragung.inhalt, fremdId: 5 } }
    expect(read(wrong)).toMatchObject({ uuid: nachrichtenkopf.identifikation.nachrichtenUUID })
    expect(findingsOf(wrong)).toEqual(['X', 'validation-failed', '/inhalt/fremdId'])
  })
})

test('B04: nachrichten, messages of one stream', async () => {
  const count = async (lines: number): Promise<number> => {
    const source = async function* () {
      for (let i = 0; i < lines; i += 1000) yield Buffer.from('{}\n'.repeat(Math.min(1000, lines - i)))
    }
    let read = 0
    for await (const _ of readNdjsonNachrichten(source())) read++
    return read
  }
  expect(await count(limits.nachrichten)).toBe(limits.nachrichten)
  await expect(count(limits.nachrichten + 1)).rejects.toMatchObject({ slug: 'payload-too-large' })
})
