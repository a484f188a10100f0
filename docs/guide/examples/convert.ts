/** Reads a vendor's files and prints what became of them: `node --conditions=source docs/guide/examples/convert.ts` */
import { collectLieferungen, fileSource, loadAdapter } from '@berichtsheft/sdk'

const { adapter } = await loadAdapter('generic', { base: 'gateway' })
const log = () => undefined
const context = { fetch, now: () => new Date(), logger: { debug: log, info: log, warn: log, error: log } }
const source = await fileSource(['examples/json-three-files/daten'], { knr: '153' })
const { read } = adapter.create({ konfiguration: 'json-three-files' }, context)
if (!read) throw new Error('this adapter cannot read files')
const { lieferungen, bemerkungen } = await collectLieferungen(read(source))

for (const { berichtsheft, ausbildungsnachweise } of lieferungen) {
  process.stdout.write(`${berichtsheft.azubi.name}: ${ausbildungsnachweise.length} reports\n`)
}
for (const { schwere, stelle, text } of bemerkungen) process.stdout.write(`${schwere} ${stelle}: ${text}\n`)
