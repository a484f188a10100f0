export * from './adapter.ts'
export * from './config.ts'
