export * from './ausbildungsvertrag.ts'
export type { Bruch, Erwartung, Regelbrecher } from './bruch.ts'
export * from './gueltiges-buch.ts'
export * from './regelbrecher.ts'
