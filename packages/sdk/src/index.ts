/** What adapters need of the contract, so that they depend on this package alone. */
export {
  addTage,
  ausbildungsjahrAm,
  type Bemerkung,
  type CreateBerichtsheft,
  datumInBerlin,
  type Eintrag,
  type Kommentar,
  kalenderwocheOf,
  type Lieferung,
  montagOf,
  type Nachweisinhalt,
  type Nachweislieferung,
  type Person,
  type Schritt,
  type Taetigkeitsart,
  type Tag,
  type Wochentexte,
} from '@berichtsheft/core'
export * from './adapter.ts'
export * from './adapter-error.ts'
export * from './adapter-source.ts'
export * from './bemerkung.ts'
export { addConnectionOptions, addExamples, type CliCommand, type Finish } from './cli/command.ts'
export { CliError, exitCodes } from './cli/exit-codes.ts'
export type { Io } from './cli/io.ts'
export { type ConnectionOptions, findConnection } from './cli/profile.ts'
export { type Anforderungsschritt, type Antwort, isEnd, type WatchOptions } from './client/anforderung.ts'
export * from './client/client.ts'
export type { Api, CallOptions } from './client/connection.ts'
export type { Datei, DownloadOptions, OnBytes, OnExport } from './client/download.ts'
export type { EreignisOptions } from './client/ereignis.ts'
export type { Importdatei, ImportOptions, Nachweisergebnis, StreamOptions, Stromform } from './client/lieferung.ts'
export type { ListOptions } from './client/list.ts'
export type { Nachrichtenantwort } from './client/nachricht.ts'
export { ConnectionError, ProblemError } from './client/problem-error.ts'
export type { RetryPlan } from './client/retry.ts'
export type { EntryOf, FilterOf, ListPath, Paths, Schemas } from './client/schemas.ts'
export type { Nachrichtenzeile, VertragspruefungOptions } from './client/vertrag.ts'
export * from './file-source.ts'
export * from './http.ts'
export * from './kit/clean-text.ts'
export * from './kit/datum.ts'
export * from './kit/dauer.ts'
export * from './kit/decode.ts'
export * from './kit/fremd-id.ts'
export * from './kit/html-text.ts'
export * from './kit/json-tree.ts'
export * from './kit/kopf.ts'
export * from './kit/person.ts'
export * from './kit/sink.ts'
export * from './load-adapter.ts'
export * from './redact.ts'
export * from './schema-check.ts'
export * from './webhook.ts'
