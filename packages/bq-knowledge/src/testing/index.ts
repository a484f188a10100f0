export * from './besetzung.ts'
export * from './simulation.ts'
