import { apiBreaks } from './api.ts'
import type { Break } from './break.ts'
import { lifecycleBreaks } from './lifecycle.ts'
import { readBreaks } from './read.ts'
import { writeBreaks } from './write.ts'

/** For each check one adapter that fails it and no other. */
export const brokenAdapters: Readonly<Record<string, Break>> = {
  ...lifecycleBreaks,
  ...readBreaks,
  ...writeBreaks,
  ...apiBreaks,
}
