export { buildModel, type ModelInput, type RootInput } from './build-model.ts'
export { buildContractModel, contractSchemas } from './contract-model.ts'
export {
  contractModel,
  type NachrichtDocument,
  type NachrichtRecord,
  readLieferungen,
  readNachricht,
  readNachrichten,
  readStammdaten,
  readXml,
  writeNachricht,
  writeXml,
} from './contract-xml.ts'
export { type RecordPosition, type RecordResult, readXmlRecords } from './read-records.ts'
export { createXmlReader, type XmlDocument, type XmlReader } from './reader.ts'
export { defaultXmlLimits, type XmlLimits } from './scan.ts'
export { type SplitOptions, splitXml, type XmlRecord } from './split.ts'
export type { Codelist, XmlModel } from './tree.ts'
export { compileWriter, type XmlWriter } from './writer.ts'
export { XmlError, type XmlErrorCode, type XmlFinding } from './xml-error.ts'
