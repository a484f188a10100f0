export * from './gueltiges-buch.ts'
export * from './regelbrecher.ts'
