import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { describe, expect, test } from 'vitest'
import { dokumente, nachrichten, standard } from '../contract/nachricht.ts'
import { canonicalize } from '../signatur/kanonisch.ts'
import { arbitraryFor } from '../testing/arbitrary.ts'
import { xerces, xmllint } from '../testing/xml-validators.ts'
import { buildModel } from './build-model.ts'
import { buildContractModel, contractSchemas, sharedModule } from './contract-model.ts'
import { createXmlReader } from './reader.ts'
import { trickySchemas } from './testing/tricky-schemas.ts'
import { compileWriter } from './writer.ts'
import { renderReaderXsd, renderXsd } from './xsd.ts'

const { version: _version, namespace: _namespace, ...info } = standard
const runs = Number(process.env.XML_RUNS ?? 40)

const contract = {
  name: 'the contract',
  model: buildContractModel(),
  schemas: contractSchemas() as TSchema[],
  roots: [...Object.values(nachrichten), ...Object.values(dokumente)].map(({ element, schema }) => ({
    element,
    schema: schema as TSchema,
  })),
}
const tricky = {
  name: 'schemas of every kind',
  model: buildModel({
    namespace: 'https://berichtsheft.example/def/test/1.0',
    version: '1.0.0',
    sharedModule,
    ...trickySchemas,
  }),
  schemas: trickySchemas.schemas as TSchema[],
  roots: trickySchemas.roots.map(({ element, schema }) => ({ element, schema: schema as TSchema })),
}

describe.each([contract, tricky])('every value of $name', ({ model, schemas, roots }) => {
  const reader = createXmlReader(model, renderReaderXsd(model))
  const documents: string[] = []

  test.each(roots)('survives JSON → XML → JSON in canonical form: $element', ({ element, schema }) => {
    const write = compileWriter(model, element)
    fc.assert(
      fc.property(arbitraryFor(schema, schemas), (value) => {
        const xml = write(value)
        documents.push(xml)
        const read = reader.read(xml)
        expect(read.element).toBe(element)
        expect(canonicalize(read.value)).toBe(canonicalize(value))
      }),
      // The contract in these messages is that of the document of its own, which takes all runs.
      { numRuns: /^(ausbildungsvertrag\.|vertragsentwurf)/.test(element) ? Math.ceil(runs / 5) : runs },
    )
  })

  test.for([xmllint, xerces])(
    'is valid XML for $name',
    { timeout: 60_000 },
    async ({ missing, validate }, { skip }) => {
      skip(missing !== undefined, `skipped: ${missing}`)
      const verdicts = await validate(renderXsd(model, info, sharedModule), `${info.nameTechnisch}.xsd`, documents)
      expect(documents.length).toBeGreaterThan(0)
      expect(documents.filter((_, index) => !verdicts[index])).toEqual([])
    },
  )
})
