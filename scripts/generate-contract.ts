import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readerXsdFile, renderReaderXsdModule } from '../packages/core/src/xml/contract-artifacts.ts'
import { clientTypesFile, renderClientTypes } from './render-client.ts'
import { renderContract } from './render-contract.ts'

const root = path.resolve(import.meta.dirname, '..', 'openapi')
for (const folder of ['xsd', 'schematron', 'codelisten', 'beispiele'])
  rmSync(path.join(root, folder), { recursive: true, force: true })
const files = await renderContract()
for (const [file, text] of files) {
  const target = path.join(root, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, text)
  console.log(`openapi/${file}`)
}
writeFileSync(path.resolve(root, '..', clientTypesFile), await renderClientTypes(files.get('openapi.json') ?? ''))
console.log(clientTypesFile)
writeFileSync(path.resolve(root, '..', readerXsdFile), renderReaderXsdModule())
console.log(readerXsdFile)
