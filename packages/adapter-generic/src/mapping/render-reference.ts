import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as contract from '@berichtsheft/core'
import type { TSchema } from 'typebox'
import { ownFunctions, ownVariables } from '../expression/names.ts'
import * as schemas from './schema.ts'

/** The page that holds the reference, between two marks. */
export const referencePage = new URL('../../../../docs/guide/mapping.md', import.meta.url)

const begin = '<!-- reference: made by `pnpm mappings` in packages/adapter-generic -->\n'
const end = '<!-- /reference -->\n'

type Keywords = TSchema & {
  readonly properties?: Readonly<Record<string, Keywords>>
  readonly patternProperties?: Readonly<Record<string, Keywords>>
  readonly required?: readonly string[]
  readonly description?: string
  readonly items?: Keywords
  readonly anyOf?: readonly Keywords[]
  readonly type?: string
  readonly enum?: readonly unknown[]
}

/** Each part with the schema of the contract whose values it makes. */
const parts: readonly (readonly [string, TSchema, ...TSchema[]])[] = [
  ['The file', schemas.MappingFile],
  ['`inputs.<name>`', schemas.MappingInput],
  ['Selecting records', schemas.MappingSelection],
  ['`berichtsheft`', schemas.MappingBook, contract.CreateBerichtsheft],
  ['`ausbildungsnachweis`', schemas.MappingReport, contract.Nachweisinhalt, contract.Nachweislieferung],
  ['`tage`', schemas.MappingDays, contract.Tag],
  ['`eintraege`', schemas.MappingEntry, contract.Eintrag],
  ['`verlauf`', schemas.MappingStep, contract.Schritt],
  ['`kommentare`', schemas.MappingComment, contract.Kommentar],
  ['A value', schemas.MappingValue],
]

const selecting = new Set(Object.keys(schemas.MappingSelection.properties))

/** What a value looks like, in a few words. */
const kindOf = (schema: Keywords): string => {
  if (schema.anyOf) {
    const kinds = [...new Set(schema.anyOf.map(kindOf))]
    return kinds.includes('expression') ? 'value' : kinds.join(' or ')
  }
  if (schema['x-mark' as keyof Keywords] === 'expression') return 'expression'
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(' ')
  if (schema.items) return `list of ${kindOf(schema.items)}`
  if (schema.patternProperties) return 'names → values'
  return schema.type === 'object' ? 'object' : (schema.type ?? 'value')
}

const describe = (schema: Keywords, name: string, targets: readonly TSchema[]): string => {
  const members = Object.keys(schema.properties ?? schema.items?.properties ?? {})
  const known = parts.some(([, part]) => Object.keys((part as Keywords).properties ?? {}).join() === members.join())
  const inner = members.length > 0 && !known ? ` Holds ${members.map((member) => `\`${member}\``).join(', ')}.` : ''
  return `${meaningOf(schema, name, targets)}${inner}`.trim()
}

/** Values mean what the contract says; the rest says it here. */
const meaningOf = (schema: Keywords, name: string, targets: readonly TSchema[]): string => {
  const [target] = targets.flatMap((candidate) => (candidate as Keywords).properties?.[name] ?? [])
  const own = schema.description ?? schema.items?.description ?? ''
  if (!target || kindOf(schema) !== 'value') return own
  const named = contract as unknown as Readonly<Record<string, Keywords>>
  return target.description ?? named[(target as { $ref?: string }).$ref ?? '']?.description ?? own
}

const table = ([title, schema, ...targets]: (typeof parts)[number]): string => {
  const { properties = {}, required = [], description = '' } = schema as Keywords
  const selects = schema !== schemas.MappingSelection && Object.hasOwn(properties, 'records')
  const rows = Object.entries(properties)
    .filter(([name]) => !(selects && selecting.has(name)))
    .map(
      ([name, inner]) =>
        `| \`${name}\`${required.includes(name) ? ' *' : ''} | ${kindOf(inner)} | ${describe(inner, name, targets)} |`,
    )
  const lead = selects ? `${description} Selects records.` : description
  return [`### ${title}`, '', lead, '', '| Key | Form | Meaning |', '|---|---|---|', ...rows, ''].join('\n')
}

/** The language of mapping files as tables, one per part; an asterisk marks what must be there. */
export const renderReference = (): string =>
  [
    ...parts.map(table),
    `Functions besides those of JSONata: ${[...ownFunctions].map((name) => `\`$${name}\``).join(', ')}. Variables besides the inputs: ${[...ownVariables].map((name) => `\`$${name}\``).join(', ')}.`,
    '',
  ].join('\n')

/** The page with its reference replaced. */
export const withReference = (page: string): string => {
  const [before, rest = ''] = page.split(begin)
  const [, after = ''] = rest.split(end)
  return `${before}${begin}\n${renderReference()}\n${end}${after}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(referencePage, withReference(readFileSync(referencePage, 'utf8')))
}
