import type { Section } from './report.ts'
import type { Bench } from './setup.ts'
export const measureMemory = async (_bench: Bench): Promise<Section> => ({ title: 'Memory', lines: [] })
export const measurePackage = async (_bench: Bench): Promise<Section> => ({ title: 'Package', lines: [] })
