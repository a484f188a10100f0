import type { Einladung, Mitgliedsanfrage, Rollenzuweisung, Stammunternehmen, Unternehmen } from '@berichtsheft/core'
import type { Person, Scene } from './personen.ts'
import { tell, verweisOf } from './post.ts'
import { knr } from './unternehmen.ts'

const anwendung = 'berichtsheft'

/** The first way in: an administrator invites, the person accepts, the administrator approves finally. */
export const invite = async (
  { mailbox }: Scene,
  { id, name }: Unternehmen,
  administrator: Person,
  person: Person,
): Promise<void> => {
  const kontext = `unternehmen:${id}`
  const angebot = { email: person.email, anwendung, rolle: 'ausbilder' }
  const einladung = await administrator.ask<Einladung>(kontext, 'POST', `/v1/unternehmen/${id}/einladungen`, angebot)
  tell(`${administrator.name} invites ${person.name} to ${name} as Ausbilder.`)
  const link = verweisOf(await mailbox.receive(person.email, `Einladung: ${name}`))
  const token = new URL(link).searchParams.get('token')
  await person.send('konto', 'POST', '/v1/einladungen/annahme', { token })
  tell(`${person.name} accepts.`)
  await mailbox.receive(administrator.email, `${person.name} hat Ihre Einladung angenommen`)
  const path = `/v1/einladungen/${einladung.id}/genehmigung`
  const { versendetAm, angenommenAm, genehmigtAm } = await administrator.ask<Einladung>(kontext, 'POST', path)
  tell(
    `${administrator.name} approves: versendet ${versendetAm}, angenommen ${angenommenAm}, genehmigt ${genehmigtAm}.`,
  )
  await mailbox.receive(person.email, 'Sie haben eine neue Rolle')
}

/** The second way in: a person who knows the exact data of the company asks; an administrator takes it and approves. */
export const join = async (
  scene: Scene,
  unternehmen: Unternehmen,
  { name, anschrift, identnummer }: Stammunternehmen,
  person: Person,
  administrator: Person,
): Promise<void> => {
  const daten = { name, anschrift, identnummer, knr, anwendung, rolle: 'ausbildungsbeauftragter' }
  const anfrage = await person.ask<Mitgliedsanfrage>('konto', 'POST', '/v1/beitrittsanfragen', daten)
  tell(`${person.name} asks to join ${name} as Ausbildungsbeauftragte (Beitrittsanfrage).`)
  await approve(scene, unternehmen, anfrage, administrator, person)
}

/** A member asks for a further role. */
export const requestRolle = async (
  scene: Scene,
  unternehmen: Unternehmen,
  person: Person,
  administrator: Person,
): Promise<void> => {
  const wunsch = { unternehmenId: unternehmen.id, anwendung, rolle: 'ausbildungsadministrator' }
  const anfrage = await person.ask<Mitgliedsanfrage>('konto', 'POST', '/v1/rollenanfragen', wunsch)
  tell(`${person.name} asks ${unternehmen.name} for the role Ausbildungsadministrator (Rollenanfrage).`)
  await approve(scene, unternehmen, anfrage, administrator, person)
}

const approve = async (
  { mailbox }: Scene,
  { id, name }: Unternehmen,
  anfrage: Mitgliedsanfrage,
  administrator: Person,
  person: Person,
): Promise<void> => {
  const kontext = `unternehmen:${id}`
  await mailbox.receive(administrator.email, `Neue Anfrage an ${name}`)
  const path = `/v1/mitgliedsanfragen/${anfrage.id}`
  await administrator.send(kontext, 'POST', `${path}/zuweisung`)
  await administrator.send(kontext, 'POST', `${path}/entscheidung`, { ergebnis: 'genehmigt' })
  tell(`${administrator.name} takes the request (mir zuweisen) and approves it.`)
  await mailbox.receive(person.email, 'Sie haben eine neue Rolle')
  await mailbox.receive(person.email, `Ihre Anfrage an ${name} wurde genehmigt`)
}

/** An administrator has no role of an application until giving it to himself (MI-16). */
export const giveSelf = async ({ id, name }: Unternehmen, administrator: Person): Promise<void> => {
  const kontext = `unternehmen:${id}`
  const rolle = { kontoId: administrator.kontoId, anwendung, rolle: 'ausbildungsadministrator' }
  const given = await administrator.ask<Rollenzuweisung>(kontext, 'POST', '/v1/rollenzuweisungen', rolle)
  tell(`${administrator.name} gives himself the role ${given.rolle} in ${name}.`)
}
