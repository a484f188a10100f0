import { handwerkskammerCodeliste } from '../codelisten/handwerkskammer.ts'
import { kammerCodeliste } from '../codelisten/kammer.ts'
import { beispiele } from '../contract/beispiele.ts'
import { type Nachrichtenname, nachrichten, standard } from '../contract/nachricht.ts'
import { renderGenericode } from './codelisten.ts'
import { buildContractModel, contractSchemas, sharedModule } from './contract-model.ts'
import type { Codelist } from './tree.ts'
import { compileWriter } from './writer.ts'
import { renderReaderXsd, renderXsd } from './xsd.ts'

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Path of the module that holds the schema that reading validates against, below the root of the repository. */
export const readerXsdFile = 'packages/core/src/xml/generated/reader-xsd.ts'

/** Text of that module. Written ahead, because writing a schema takes a library whose memory reading does not need. */
export const renderReaderXsdModule = (): string =>
  `// Generated from the contract by "pnpm openapi".\nexport const readerXsd = ${JSON.stringify(renderReaderXsd(buildContractModel()))}\n`

/**
 * Every generated file of the XML side: `xsd/…`, `codelisten/…` and for each message `beispiele/<nachricht>.xml` and `.json`.
 *
 * @returns path below `openapi/` → text
 */
export const generateContractArtifacts = (): Map<string, string> => {
  const model = buildContractModel()
  const { version: _version, namespace: _namespace, ...info } = standard
  const files = new Map([...renderXsd(model, info, sharedModule)].map(([name, text]) => [`xsd/${name}`, text]))
  const addCodelist = (codelist: Codelist, description: string): void => {
    files.set(
      `codelisten/${codelist.name.toLowerCase()}_${codelist.version}.xml`,
      renderGenericode(codelist, description),
    )
  }
  for (const schema of contractSchemas() as unknown as readonly Record<string, unknown>[]) {
    const codelist = schema['x-codeliste'] as Codelist | undefined
    if (codelist) addCodelist(codelist, String(schema.description))
  }
  for (const liste of [kammerCodeliste, handwerkskammerCodeliste]) addCodelist(liste, liste.beschreibung)
  for (const name of Object.keys(nachrichten) as Nachrichtenname[]) {
    const { element } = nachrichten[name]
    files.set(`beispiele/${element}.json`, toJson(beispiele[name]))
    files.set(`beispiele/${element}.xml`, compileWriter(model, element)(beispiele[name]))
  }
  return files
}
