export * from './migration.ts'
export * from './sicht.ts'
export * from './speicher.ts'
export * from './wissensknoten.ts'
