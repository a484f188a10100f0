import { describeAbdeckung, idsFrom } from './abdeckung.ts'

describeAbdeckung('meine ihk', 'meine-ihk-abdeckung.md', [...idsFrom('MI', 1, 60), ...idsFrom('BH', 19, 13)])
