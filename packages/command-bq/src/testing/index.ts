export * from './botengang.ts'
export * from './drei-knoten.ts'
export * from './knotenprozess.ts'
