/** Requests a book and fetches it: `node --conditions=source docs/guide/examples/chamber-request.ts profile.json <book> paket.zip` */
import { readFile, writeFile } from 'node:fs/promises'
import { createClient } from '@berichtsheft/sdk'

const [profile = '.data/demo/kammer.json', berichtsheftId = '', target = 'paket.zip'] = process.argv.slice(2)

const { gateway, clientId, privateJwk } = JSON.parse(await readFile(profile, 'utf8'))
const client = createClient({ baseUrl: gateway, clientId, privateJwk })

const { id } = await client.requestBerichtsheft({
  auswahl: { berichtsheftId },
  zweck: 'abschlusspruefung',
  rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
  frist: '2099-01-31',
})

for await (const { status, zeitpunkt, anforderung } of client.watchAnforderung(id)) {
  console.log(zeitpunkt, status)
  if (status !== 'uebermittelt' || anforderung.uebermittlungId === undefined) continue
  const { bytes } = await client.fetchPaket(anforderung.uebermittlungId)
  await writeFile(target, bytes)
  break
}
