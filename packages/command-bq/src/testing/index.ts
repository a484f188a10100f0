export * from './knotenprozess.ts'
