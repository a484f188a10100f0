export { GiiError } from './gii-norm.ts'
export { type Berufskatalog, isBerufskatalog, listFassungen, readPlanJson } from './katalog-json.ts'
export { compareFassung, compareRahmenplan, type Planabweichung, type Planvergleich } from './vergleich.ts'
export { type Lesebemerkung, readVerordnung, type Verordnungslesung } from './verordnung.ts'
