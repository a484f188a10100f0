import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ConfigSchema } from './config.ts'

test('the table of settings in the README is the schema of the settings', () => {
  const readme = readFileSync(path.join(import.meta.dirname, '..', '..', 'README.md'), 'utf8')
  const section = readme.split('\n## ').find((part) => part.startsWith('Settings\n')) ?? ''
  const shown = section.split('\n').filter((line) => line.startsWith('| `'))
  const settings = Object.entries<object>(ConfigSchema.properties)
  const rows = settings.map(([name, schema]) => {
    const { default: value, description = '' } = schema as { default?: unknown; description?: string }
    const shownDefault = value === undefined || value === '' ? '' : `\`${value}\``
    return `| \`${name}\` | ${shownDefault} | ${description} |`
  })
  expect(shown).toEqual(rows)
})
