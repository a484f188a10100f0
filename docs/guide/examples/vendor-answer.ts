/** Answers requests as they come: `node --conditions=source docs/guide/examples/vendor-answer.ts profile.json [last event]` */
import { readFile } from 'node:fs/promises'
import { createClient, createEreignisVerifier } from '@berichtsheft/sdk'

const [profile = '.data/demo/anbieter.json', last] = process.argv.slice(2)

const { gateway, clientId, privateJwk, mandant } = JSON.parse(await readFile(profile, 'utf8'))
const client = createClient({ baseUrl: gateway, clientId, privateJwk })
const verify = createEreignisVerifier({ baseUrl: gateway, empfaenger: mandant })

/** Asks your own application who has released the book; nothing may be answered without a person who did. */
const findRelease = async (fremdId: string) => ({
  freigebender: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' as const, kennung: fremdId.slice(0, 40) },
  unternehmen: 'Werkstatt Störtebeker GmbH',
  gueltigBis: '2099-06-30',
})

// Without `warten` the loop ends when there is nothing new; keep the id of the last event to go on there.
for await (const { id, art, objektId, token } of client.ereignisse(last === undefined ? {} : { nach: last })) {
  await verify(token)
  if (art === 'anforderung.angelegt') {
    const { data: anforderung } = await client.api.GET('/v1/anforderungen/{id}', { params: { path: { id: objektId } } })
    if (anforderung) {
      const release = await findRelease(anforderung.berichtsheftFremdId)
      const { anzahlNachweise, verstoesse } = await client.answerAnforderung(objektId, release)
      console.log(`handed over ${anzahlNachweise} reports with ${verstoesse.length} findings`)
    }
  }
  console.log(`done with ${id}`)
}
