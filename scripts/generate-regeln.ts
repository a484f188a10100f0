import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { renderRegeln } from '../packages/core/src/regeln/dokument.ts'

writeFileSync(path.resolve(import.meta.dirname, '..', 'docs', 'regeln.md'), renderRegeln())
console.log('docs/regeln.md')
