/**
 * Seven contracts from the draft to the registration and beyond, against a gateway that runs as a demo:
 * `node_modules/.bin/node examples/ausbildungsvertrag/geschichten.ts http://localhost:8080 .data/mails`
 */
import type { Vertragsantrag, Vertragspruefung } from '@berichtsheft/core'
import { createClient, type GatewayClient } from '@berichtsheft/sdk'
import { openMailbox, tell, verweisOf } from '../meine-ihk/post.ts'
import { createAnbieter, createKammer } from './teilnehmer.ts'
import { readVertrag, today } from './vertraege.ts'

const [gateway = 'http://localhost:8080', mails = '.data/mails'] = process.argv.slice(2)
const mailbox = await openMailbox(mails)
const anybody = createClient({ baseUrl: gateway })
const company = await createAnbieter(gateway)
const ihk = await createKammer(gateway, '153')
const hwk = await createKammer(gateway, '00065')

const at = (id: string) => ({ params: { path: { id } } })
const idOf = (answer: { readonly data?: { readonly id: string } | undefined }): string => {
  if (answer.data === undefined) throw new Error('the gateway answered nothing')
  return answer.data.id
}

/** What the law says of a contract, before anything is stored. */
const check = async (vertrag: Vertragsantrag): Promise<Vertragspruefung> => {
  const { data } = await anybody.api.POST('/v1/ausbildungsvertraege/pruefung', { body: vertrag })
  if (data === undefined) throw new Error('the gateway answered nothing')
  const { berechnung, verstoesse } = data as Vertragspruefung
  tell(`  End by law: ${berechnung.dauer?.ende}, after ${berechnung.dauer?.monate} months`)
  for (const { rechtsgrundlage, text } of berechnung.dauer?.schritte ?? []) tell(`    ${rechtsgrundlage}: ${text}`)
  for (const { regel, schwere, text } of verstoesse.filter((one) => one.schwere !== 'hinweis'))
    tell(`  ${regel} ${schwere}: ${text}`)
  return data as Vertragspruefung
}

/** The company writes the contract and hands it in; answers its id. */
const handIn = async (vertrag: Vertragsantrag): Promise<string> => {
  const id = idOf(await company.api.POST('/v1/ausbildungsvertraege', { body: { vertrag } }))
  await company.api.POST('/v1/ausbildungsvertraege/{id}/einreichung', at(id))
  return id
}

/** The chamber takes the contract, settles what stands in the way with its reason, and registers it. */
const register = async (chamber: GatewayClient, id: string, take = true): Promise<void> => {
  if (take) await chamber.api.POST('/v1/ausbildungsvertraege/{id}/uebernahme', at(id))
  const { data } = await chamber.api.GET('/v1/ausbildungsvertraege/{id}/pruefung', at(id))
  for (const { regel, pfad, schwere } of (data as Vertragspruefung).verstoesse.filter((one) => one.schwere === 'fehler'))
    await chamber.api.POST('/v1/ausbildungsvertraege/{id}/uebergehungen', {
      ...at(id),
      body: { regel, pfad, grund: `Von der Kammer geprüft (${schwere}).` },
    })
  await chamber.api.POST('/v1/ausbildungsvertraege/{id}/eintragung', at(id))
}

/** A party opens the link of its mail and confirms the receipt; no sign-in is needed. */
const confirm = async (email: string, betrieb: string): Promise<void> => {
  const subject = `Ihr Ausbildungsvertrag mit ${betrieb}`
  const link = new URL(verweisOf(await mailbox.receive(email, subject)))
  const body = { token: link.searchParams.get('token') ?? '' }
  const { data } = await anybody.api.POST('/v1/empfangsbestaetigungen', { body })
  tell(`  ${data?.name} confirms the receipt: POST /v1/empfangsbestaetigungen`)
}

tell('1. A minor with two parents: text form, three receipts')
{
  const vertrag = await readVertrag('minderjaehrig.json')
  const emails = ['azubi', 'mutter', 'vater'].map((wer) => `${wer}.${Date.now()}@example.org`)
  const { empfangsnachweise: _later, azubi, vertreter = [], ...rest } = vertrag
  const withEmails = {
    ...rest,
    azubi: { ...azubi, kontakt: { ...azubi.kontakt, email: String(emails[0]) } },
    vertreter: vertreter.map((one, i) => ({ ...one, kontakt: { ...one.kontakt, email: String(emails[i + 1]) } })),
  }
  const id = await handIn(withEmails)
  await ihk.api.POST('/v1/ausbildungsvertraege/{id}/uebernahme', at(id))
  await ihk.api.POST('/v1/ausbildungsvertraege/{id}/bestaetigungsfreigabe', at(id))
  for (const email of emails) await confirm(email, vertrag.ausbildender.name)
  await register(ihk, id, false)
}

tell('2. Part-time with Abitur: shortening and part-time together')
{
  const vertrag = await readVertrag('teilzeit-abitur.json', 'Halbtag')
  await check(vertrag)
  await register(ihk, await handIn(vertrag))
}

tell('3. A contract that follows another one in the same company')
{
  const vertrag = await readVertrag('folgevertrag.json', 'Folger')
  await check(vertrag)
  await register(ihk, await handIn(vertrag))
}

tell('4. Another trainer: no new contract, the register is told')
{
  const vertrag = await readVertrag('teilzeit-abitur.json', 'Wechsel')
  const id = await handIn(vertrag)
  await register(ihk, id)
  const { data: read } = await company.api.GET('/v1/ausbildungsvertraege/{id}', at(id))
  const registered = read?.vertrag as Vertragsantrag
  const [trainer] = registered.ausbilder
  const aenderung = idOf(
    await company.api.POST('/v1/ausbildungsvertraege/{id}/aenderungen', {
      ...at(id),
      body: {
        art: 'ausbilder',
        wirksamAb: registered.beginn,
        antragDurch: ['ausbildender'],
        vertrag: {
          ...registered,
          ausbilder: [{ ...trainer, fremdId: 'ausbilder-8', vorname: 'Rika', familienname: 'van der Saal' }],
        },
      },
    }),
  )
  await company.api.POST('/v1/vertragsaenderungen/{id}/einreichung', at(aenderung))
  const { data: state } = await ihk.api.GET('/v1/vertragsaenderungen/{id}', at(aenderung))
  if (state?.status !== 'eingetragen') {
    await ihk.api.POST('/v1/vertragsaenderungen/{id}/uebernahme', at(aenderung))
    const { data } = await ihk.api.GET('/v1/vertragsaenderungen/{id}/pruefung', at(aenderung))
    for (const { regel, pfad, schwere } of data?.verstoesse ?? [])
      if (schwere === 'fehler')
        await ihk.api.POST('/v1/vertragsaenderungen/{id}/uebergehungen', {
          ...at(aenderung),
          body: { regel, pfad, grund: 'Die Eignung ist nachgewiesen.' },
        })
    await ihk.api.POST('/v1/vertragsaenderungen/{id}/eintragung', at(aenderung))
  }
}

tell('5. On paper: the chamber types in what came by post, and registers it')
const paper = await readVertrag('teilzeit-abitur.json', 'Papier')
{
  // It began with this month, and came late: the chamber says why it is registered all the same.
  const beginn = `${today().slice(0, 8)}01`
  const vertrag = { ...paper, beginn, abschlussdatum: beginn }
  const { berechnung } = await check(vertrag)
  const { data } = await ihk.api.POST('/v1/ausbildungsvertraege', {
    body: { vertrag: { ...vertrag, ende: berechnung.dauer?.ende ?? vertrag.ende }, eingangAm: today() },
  })
  const id = String(data?.id)
  await register(ihk, id, false)

  tell('6. The same training ends in its probation')
  await ihk.api.POST('/v1/ausbildungsvertraege/{id}/aufloesung', {
    ...at(id),
    body: { datum: today(), grund: 'probezeit', durch: ['azubi'] },
  })
}

tell('7. A joiner: the Lehrlingsrolle of a chamber of crafts')
{
  const vertrag = await readVertrag('handwerk.xml', 'Hobel')
  await check(vertrag)
  await register(hwk, await handIn(vertrag))
}

tell('That was all.')
