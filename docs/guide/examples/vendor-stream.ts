/** Pushes many books in one request: `node --conditions=source docs/guide/examples/vendor-stream.ts profile.json a.json b.json …` */
import { readFile } from 'node:fs/promises'
import type { Lieferung } from '@berichtsheft/core'
import { createClient } from '@berichtsheft/sdk'

const [profile = '.data/demo/anbieter.json', ...files] = process.argv.slice(2)

const { gateway, clientId, privateJwk } = JSON.parse(await readFile(profile, 'utf8'))
const client = createClient({ baseUrl: gateway, clientId, privateJwk })

/** Books as they come out of your database, one at a time: neither side ever holds all of them. */
async function* readBooks(): AsyncGenerator<Lieferung> {
  for (const file of files) yield JSON.parse(await readFile(file, 'utf8'))
}

for await (const zeile of client.streamLieferungen(readBooks())) {
  if (zeile.art === 'zusammenfassung') console.log(`stored ${zeile.gespeichert}, refused ${zeile.abgelehnt}`)
  else if (zeile.ergebnis === 'abgelehnt') console.log(zeile.fremdId, zeile.verstoesse)
}
