export * from './adresse.ts'
export * from './aufloesung.ts'
export * from './guarded-fetch.ts'
export * from './ziel.ts'
