import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { contractSchemas } from '../contract-model.ts'
import type { XmlReader } from '../reader.ts'
import { XmlError } from '../xml-error.ts'

/** Finds the places that JSON Schema names for the faults of a value, each once and in order. */
export const createJsonPointers = (): (($id: string, value: unknown) => string[]) => {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    formats: { date: fullFormats.date, 'date-time': fullFormats['date-time'] },
  })
  for (const schema of contractSchemas())
    if (!JSON.stringify(schema).includes('"format":"uri"')) ajv.addSchema(schema as object)
  return ($id, value) => {
    const validate = ajv.getSchema($id)
    if (!validate) throw new Error(`no schema ${$id}`)
    validate(value)
    const pointers = (validate.errors ?? []).map(({ instancePath, params }) => {
      const property = params.missingProperty ?? params.additionalProperty
      return property === undefined ? instancePath : `${instancePath}/${property}`
    })
    return [...new Set(pointers)].sort()
  }
}

/** The places that the reader names for the faults of a document; none for a right one. */
export const xmlPointersOf = ({ read }: XmlReader, xml: string): string[] => {
  try {
    read(xml)
    return []
  } catch (error) {
    if (!(error instanceof XmlError) || error.code !== 'schema-invalid') throw error
    return [...new Set(error.findings.map((finding) => finding.pfad ?? '?'))].sort()
  }
}
