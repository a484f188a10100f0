export * from './adapter.ts'
export * from './config.ts'
export { type MappingFault, type MappingVerdict, parseMapping } from './mapping/parse.ts'
export { MappingFile } from './mapping/schema.ts'
