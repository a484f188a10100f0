import { renderOpenapi } from '../gateway/src/contract-document.ts'
import { renderSchematron } from '../packages/core/src/regeln/schematron/render.ts'
import { generateContractArtifacts } from '../packages/core/src/xml/contract-artifacts.ts'

/** Every file below openapi/ that is made from the contract, by its path; `released` is history and not among them. */
export const renderContract = async (): Promise<ReadonlyMap<string, string>> =>
  new Map([
    ['openapi.json', `${JSON.stringify(await renderOpenapi(), null, 2)}\n`],
    ['schematron/berichtsheft-ausbildungsvertrag.sch', renderSchematron()],
    ...generateContractArtifacts(),
  ])
