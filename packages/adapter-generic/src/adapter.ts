import { AdapterError, defineAdapter } from '@berichtsheft/sdk'
import { builtInNames, GenericConfig } from './config.ts'
import { mappings } from './generated/mappings.ts'
import { type Mapping, parseMapping } from './mapping/parse.ts'
import { readMapped } from './read/read.ts'

/**
 * Reads the files of any vendor by a mapping file: CSV, JSON, XML and XLSX. The mapping is checked when an instance is made.
 *
 * @see docs/guide/mapping.md
 */
export const adapter = defineAdapter({
  name: 'generic',
  configSchema: GenericConfig,
  konfigurationen: Object.fromEntries(builtInNames.map((konfiguration) => [konfiguration, { konfiguration }])),
  create: (config) => {
    const mapping = loadMapping(config)
    return { read: (source) => readMapped(mapping, source) }
  },
})

const loadMapping = ({ konfiguration, mapping, mappingName }: GenericConfig): Mapping => {
  if ((konfiguration === undefined) === (mapping === undefined)) {
    throw new AdapterError('rejected', 'the configuration of generic needs either konfiguration or mapping')
  }
  const text = mapping ?? mappings[konfiguration ?? '']
  if (text === undefined) throw new AdapterError('rejected', `there is no configuration ${konfiguration}`)
  const verdict = parseMapping(text)
  if (verdict.ok) return verdict.mapping
  const name = mappingName ?? (konfiguration === undefined ? 'mapping' : `${konfiguration}.yaml`)
  const faults = verdict.faults.map(({ zeile, spalte, text: fault }) => `${name}:${zeile}:${spalte}: ${fault}`)
  throw new AdapterError('rejected', faults.join('\n'))
}
