import { renderOpenapi } from '../gateway/src/contract-document.ts'
import { beispiele, type Nachrichtenname, nachrichten } from '../packages/core/src/index.ts'
import { generateContractArtifacts } from '../packages/core/src/xml/contract-artifacts.ts'
import { writeNachricht } from '../packages/core/src/xml/index.ts'

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Every file below openapi/ that is made from the contract, by its path; `released` is history and not among them. */
export const renderContract = async (): Promise<ReadonlyMap<string, string>> => {
  const files = new Map<string, string>([
    ['openapi.json', toJson(await renderOpenapi())],
    ...generateContractArtifacts(),
  ])
  for (const name of Object.keys(nachrichten) as Nachrichtenname[]) {
    const { element } = nachrichten[name]
    files.set(`beispiele/${element}.json`, toJson(beispiele[name]))
    files.set(`beispiele/${element}.xml`, writeNachricht(name, beispiele[name] as never))
  }
  return files
}
