/** Verifies a package offline: `node --conditions=source docs/guide/examples/verify-paket.ts paket.zip <thumbprint>` */
import { readFile } from 'node:fs/promises'
import type { Lieferung } from '@berichtsheft/core'
import { verifyPaket } from '@berichtsheft/core/signatur'
import { readXml } from '@berichtsheft/core/xml'

const [file = 'paket.zip', ...pinned] = process.argv.slice(2)

const { gueltig, vertrauen, befunde } = await verifyPaket(await readFile(file), {
  pinned,
  readXml: (bytes) => readXml(bytes).value as Lieferung,
})

for (const { schwere, datei, nachweis, pfad, textEnglisch } of befunde) {
  const report = nachweis && `page ${nachweis.nr} (${nachweis.fremdId}, ${nachweis.zeitraum.von})`
  process.stdout.write(`${[schwere, datei, report, pfad, textEnglisch].filter(Boolean).join(' · ')}\n`)
}
process.stdout.write(`${gueltig ? 'valid' : 'NOT valid'}, key ${vertrauen === 'gepinnt' ? 'trusted' : 'not trusted'}\n`)
process.exitCode = gueltig && vertrauen === 'gepinnt' ? 0 : 1
