import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { describe, expect, test } from 'vitest'
import { dokumente, nachrichten, standard } from '../contract/nachricht.ts'
import { canonicalize } from '../signatur/kanonisch.ts'
import { arbitraryFor } from '../testing/arbitrary.ts'
import { xerces, xmllint } from '../testing/xml-validators.ts'
import { buildContractModel, contractSchemas, sharedModule } from './contract-model.ts'
import { createXmlReader } from './reader.ts'
import { mutated } from './testing/mutate-xml.ts'
import { readByDom } from './testing/read-by-dom.ts'
import { compileWriter } from './writer.ts'
import { XmlError } from './xml-error.ts'
import { renderReaderXsd, renderXsd } from './xsd.ts'

const { version: _version, namespace: _namespace, ...info } = standard
const model = buildContractModel()
const schemas = contractSchemas() as TSchema[]
const reader = createXmlReader(model, renderReaderXsd(model))
const roots = [...Object.values(nachrichten), dokumente.lieferung, dokumente.ausbildungsnachweis]
const count = Number(process.env.XML_RUNS ?? 40) * 6
// Printed with every difference; XML_SEED repeats the run.
const seed = Number(process.env.XML_SEED ?? Date.now() % 2 ** 31)

/** Why the reader refuses a document; undefined when it accepts it. */
const refusal = (xml: string): string | undefined => {
  try {
    reader.read(xml)
    return undefined
  } catch (error) {
    if (error instanceof XmlError) return error.message
    throw error
  }
}

describe('the reader and independent validators', () => {
  const valid = fc.oneof(
    ...roots.map(({ element, schema }) => arbitraryFor(schema as TSchema, schemas).map(compileWriter(model, element))),
  )
  const documents = fc.sample(mutated(valid), { numRuns: count, seed })
  const refusals = documents.map(refusal)

  test('meet documents of both kinds', () => {
    expect(refusals.filter((reason) => reason === undefined).length).toBeGreaterThan(count / 20)
    expect(refusals.filter((reason) => reason !== undefined).length).toBeGreaterThan(count / 3)
  })

  test('read the same values: the fast reader and the tree of libxml2', () => {
    // libxml2-wasm takes U+FEFF at the start of a text for a byte order mark and drops it.
    const accepted = documents.filter((xml, index) => refusals[index] === undefined && !xml.includes('\ufeff'))
    for (const xml of accepted)
      expect(canonicalize(reader.read(xml).value), `seed ${seed}`).toBe(canonicalize(readByDom(model, xml)))
  })

  test.for([xmllint, xerces])(
    'accept and refuse the same documents: $name',
    { timeout: 60_000 },
    async ({ missing, validate }, { skip }) => {
      skip(missing !== undefined, `skipped: ${missing}`)
      const verdicts = await validate(renderXsd(model, info, sharedModule), `${info.nameTechnisch}.xsd`, documents)
      const different = documents.flatMap((xml, index) =>
        verdicts[index] === (refusals[index] === undefined)
          ? []
          : [{ seed, reader: refusals[index] ?? 'accepts', xml }],
      )
      expect(different).toEqual([])
    },
  )
})
