/** Pushes a book and single reports: `node --conditions=source docs/guide/examples/vendor-push.ts profile.json buch.json` */
import { readFile } from 'node:fs/promises'
import type { Lieferung } from '@berichtsheft/core'
import { createClient, ProblemError } from '@berichtsheft/sdk'

const [profile = '.data/demo/anbieter.json', file = 'buch.json'] = process.argv.slice(2)

const { gateway, clientId, privateJwk } = JSON.parse(await readFile(profile, 'utf8'))
const client = createClient({ baseUrl: gateway, clientId, privateJwk })

const lieferung: Lieferung = JSON.parse(await readFile(file, 'utf8'))

try {
  // Whole or not at all; pushing again changes nothing.
  const { positionen, gespeichert, unveraendert, abgelehnt } = await client.pushLieferung(lieferung)
  for (const { art, fremdId, ergebnis, verstoesse = [] } of positionen) {
    for (const { regel, pfad, text } of verstoesse)
      console.log(`${art} ${fremdId} ${ergebnis}: ${regel} ${pfad} ${text}`)
  }
  console.log(`stored ${gespeichert}, there already ${unveraendert}, refused ${abgelehnt}`)
} catch (error) {
  if (!(error instanceof ProblemError)) throw error
  console.error(error.slug, error.message)
  process.exitCode = 1
}
