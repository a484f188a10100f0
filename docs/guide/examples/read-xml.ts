/** Reads a message, a document or a stream of books: `node --conditions=source docs/guide/examples/read-xml.ts file.xml [--strom]` */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { readLieferungen, readXml, XmlError } from '@berichtsheft/core/xml'

const [file = 'openapi/beispiele/ausbildungsnachweis.uebermittlung.0104.xml', mode] = process.argv.slice(2)

const printFindings = (error: XmlError): void => {
  process.exitCode = 1
  for (const { line, column, pfad = '', message } of error.findings)
    process.stderr.write(`${file}:${line}:${column} ${error.code} ${pfad} ${message}\n`)
}

try {
  if (mode === '--strom') {
    // One book at a time, however long the file is; a book that is refused does not end the stream.
    for await (const { index, error, value } of readLieferungen(createReadStream(file)))
      if (error) printFindings(error)
      else process.stdout.write(`${index}: ${JSON.stringify(value).length} characters\n`)
  } else {
    const { element, value } = readXml(await readFile(file))
    process.stdout.write(`${element}: ${JSON.stringify(value, null, 2)}\n`)
  }
} catch (error) {
  if (!(error instanceof XmlError)) throw error
  printFindings(error)
}
