import { describeAbdeckung, idsFrom } from './abdeckung.ts'

describeAbdeckung('the training contract', 'dav-abdeckung.md', idsFrom('DV', 1, 26))
