/**
 * The story of two people, two companies and their chamber, from an empty gateway on:
 * `node_modules/.bin/node examples/meine-ihk/geschichte.ts http://localhost:8080 .data/geschichte/betreiber.jwk.json .data/geschichte/mails`
 */
import { readFile } from 'node:fs/promises'
import type { BerichtsheftSeite, Stammunternehmen } from '@berichtsheft/core'
import { generateKey } from '@berichtsheft/core/signatur'
import { createClient } from '@berichtsheft/sdk'
import { giveSelf, invite, join, requestRolle } from './mitglieder.ts'
import { register, type Scene, signIn } from './personen.ts'
import { openMailbox, tell } from './post.ts'
import { knr, openUnternehmen, requestLoeschung } from './unternehmen.ts'

const [
  gateway = 'http://localhost:8080',
  keyFile = '.data/geschichte/betreiber.jwk.json',
  mails = '.data/geschichte/mails',
] = process.argv.slice(2)

const scene: Scene = { gateway, mailbox: await openMailbox(mails) }
const { clientId, ...privateJwk } = JSON.parse(await readFile(keyFile, 'utf8'))
const betreiber = createClient({ baseUrl: gateway, clientId, privateJwk })

const werkstatt: Stammunternehmen = {
  identnummer: '0001234567',
  name: 'Werkstatt Störtebeker GmbH',
  anschrift: { strasse: 'Hafenstraße', hausnummer: '12', plz: '68159', ort: 'Mannheim' },
}
const tischlerei: Stammunternehmen = {
  identnummer: '0007654321',
  name: 'Tischlerei Nordlicht KG',
  anschrift: { strasse: 'Lange Rötterstraße', hausnummer: '4a', plz: '68167', ort: 'Mannheim' },
}

tell('1. People')
const tildaEmail = await register(scene, 'Tilda', 'Ehrlichmann')
const wolfgangEmail = await register(scene, 'Wolfgang', 'Quast')
const tilda = await signIn(scene, tildaEmail)
const wolfgang = await signIn(scene, wolfgangEmail)

tell('2. The chamber')
const leiterinEmail = await register(scene, 'Kirsten', 'Amtmann')
const clerkEmail = await register(scene, 'Bela', 'Sachs')
// The one step that a machine does: nobody has a role yet who could give one.
await betreiber.api.POST('/v1/rollenzuweisungen', {
  body: { email: leiterinEmail, anwendung: 'kammer', rolle: 'kammeradministration', knr },
})
tell(`The operator gives chamber ${knr} its first Kammeradministration.`)
await scene.mailbox.receive(leiterinEmail, 'Sie haben eine neue Rolle')
const leiterin = await signIn(scene, leiterinEmail, 'mehrfaktor')
const sachbearbeitung = { email: clerkEmail, anwendung: 'kammer', rolle: 'sachbearbeitung' }
await leiterin.send(`kammer:${knr}`, 'POST', '/v1/rollenzuweisungen', sachbearbeitung)
tell(`${leiterin.name} gives Bela Sachs the role Sachbearbeitung.`)
await scene.mailbox.receive(clerkEmail, 'Sie haben eine neue Rolle')
const clerk = await signIn(scene, clerkEmail, 'mehrfaktor')
const stammdaten = [werkstatt, tischlerei].map((unternehmen) => `${JSON.stringify({ unternehmen })}\n`).join('')
const { neu } = await leiterin.ask<{ neu: number }>(`kammer:${knr}`, 'POST', '/v1/stammdaten', stammdaten)
tell(`${leiterin.name} loads the Stammdaten of the chamber: ${neu} companies.`)

tell('3. The companies')
const firma = await openUnternehmen(scene, tilda, clerk, werkstatt, 'Hafenstr.')
const betrieb = await openUnternehmen(scene, wolfgang, clerk, tischlerei, 'Lange-Rötter-Str.')

tell('4. Members and roles')
await invite(scene, firma, tilda, wolfgang)
await join(scene, betrieb, tischlerei, tilda, wolfgang)
await giveSelf(betrieb, wolfgang)
await requestRolle(scene, firma, wolfgang, tilda)

tell('5. One person, two companies')
const { publicJwk, privateJwk: vendorJwk } = await generateKey('ES256')
const { kid, x = '', y = '' } = publicJwk
const schluessel = { kty: 'EC', crv: 'P-256', kid, x, y } as const
const { data: anbieter } = await betreiber.api.POST('/v1/anbieter', {
  body: { name: 'Heftwerk GmbH', produkt: 'Heftwerk', kontakt: 'technik@heftwerk.example', schluessel },
})
const vendor = createClient({ baseUrl: gateway, clientId: anbieter?.zugang?.clientId ?? '', privateJwk: vendorJwk })
for (const [azubi, { name, identnummer }] of [
  ['Ada Lehmann', werkstatt],
  ['Jonas Brandt', tischlerei],
] as const)
  await vendor.pushLieferung({
    berichtsheft: {
      fremdId: identnummer,
      art: 'ausbildung',
      azubi: { name: azubi },
      knr,
      unternehmen: { name, identnummer },
    },
    ausbildungsnachweise: [],
  })
for (const kontext of [`unternehmen:${firma.id}`, `unternehmen:${betrieb.id}`, 'unternehmen:*']) {
  const { eintraege } = await wolfgang.ask<BerichtsheftSeite>(kontext, 'GET', '/v1/berichtshefte')
  const namen = eintraege.map(({ azubi }) => azubi.name).sort()
  tell(
    `${wolfgang.name} reads for ${kontext.replace(firma.id, firma.name).replace(betrieb.id, betrieb.name)}: ${namen.join(', ')}.`,
  )
}

tell('6. The deletion that does not happen')
await requestLoeschung(scene, firma, tilda, clerk, [tilda, wolfgang])
tell('The end.')
