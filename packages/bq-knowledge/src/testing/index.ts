export * from './besetzung.ts'
export * from './entwuerfe.ts'
export * from './simulation.ts'
export * from './testdatenbank.ts'
