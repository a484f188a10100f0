import type { BriefSeite, Loeschantrag, Stammunternehmen, Unternehmen, Unternehmensabgleich } from '@berichtsheft/core'
import type { Person, Scene } from './personen.ts'
import { receiveBrief, tell } from './post.ts'

/** The chamber of the story: IHK Rhein-Neckar. */
export const knr = '153'
const imAmt = `kammer:${knr}`

/**
 * A person registers a company as one would write it from memory; a clerk takes it, finds it in the register and approves
 * it; the letter comes by post; its password activates the company.
 */
export const openUnternehmen = async (
  { mailbox }: Scene,
  antragsteller: Person,
  clerk: Person,
  { identnummer, name, anschrift }: Stammunternehmen,
  eingabe: string,
): Promise<Unternehmen> => {
  const { id } = await antragsteller.ask<Unternehmen>('konto', 'POST', '/v1/unternehmen', {
    name,
    anschrift: { ...anschrift, strasse: eingabe },
  })
  tell(`${antragsteller.name} registers ${name}, ${eingabe}; its chamber is found by its seat.`)

  const path = `/v1/unternehmen/${id}`
  await clerk.send(imAmt, 'POST', `${path}/zuweisung`)
  const { treffer } = await clerk.ask<Unternehmensabgleich>(imAmt, 'GET', `${path}/abgleich`)
  const [best] = treffer
  if (best === undefined) throw new Error(`the register does not know ${name}`)
  tell(`${clerk.name} takes it; the Abgleich says ${best.gesamt} % (${best.vorschlag}).`)
  // Without an issuer for ELSTER a clerk looks and writes down why.
  await clerk.send(imAmt, 'POST', `${path}/elster/pruefung`, { grund: 'Gewerbeanmeldung lag vor.' })
  const entscheidung = { ergebnis: 'freigegeben', stammsatzId: best.stammsatzId }
  await clerk.send(imAmt, 'POST', `${path}/entscheidung`, entscheidung)
  tell(`${clerk.name} approves it: freigegeben.`)
  await mailbox.receive(antragsteller.email, 'Ihr Unternehmen wurde freigegeben')

  const briefe = await clerk.ask<BriefSeite>(imAmt, 'GET', `/v1/briefe?unternehmenId=${id}`)
  const briefPath = `/v1/briefe/${briefe.eintraege[0]?.id}`
  const pdf = new Uint8Array(await (await clerk.send(imAmt, 'GET', `${briefPath}/datei`)).arrayBuffer())
  await clerk.send(imAmt, 'POST', `${briefPath}/versand`)
  tell(`${clerk.name} prints the letter and posts it.`)
  await mailbox.receive(antragsteller.email, 'Der Brief mit dem Aktivierungskennwort ist unterwegs')

  const activate = async (): Promise<Unternehmen> => {
    const kennwort = await receiveBrief(`brief-${identnummer}.pdf`, pdf)
    const aktivierung = { kennwort, identnummer, knr }
    try {
      return await antragsteller.ask<Unternehmen>('konto', 'POST', `${path}/aktivierung`, aktivierung)
    } catch (error) {
      // After the fifth wrong one the company is locked, and that is another answer.
      if (!(error instanceof Error && error.message.includes(': 403 '))) throw error
      tell('  The gateway refuses it.')
      return activate()
    }
  }
  const aktiv = await activate()
  tell(`${name} is ${aktiv.status}; ${antragsteller.name} is its first Unternehmensadministrator.`)
  await mailbox.receive(antragsteller.email, 'Sie haben eine neue Rolle')
  await mailbox.receive(antragsteller.email, 'Ihr Unternehmen ist aktiv')
  return aktiv
}

/** An administrator asks for the deletion, the chamber approves, and the company changes its mind in time. */
export const requestLoeschung = async (
  { mailbox }: Scene,
  { id, name }: Unternehmen,
  administrator: Person,
  clerk: Person,
  mitglieder: readonly Person[],
): Promise<void> => {
  const kontext = `unternehmen:${id}`
  const tellAll = async (betreff: string) => {
    for (const { email } of mitglieder) await mailbox.receive(email, betreff)
  }
  const entwurf = await administrator.ask<Loeschantrag>(kontext, 'POST', `/v1/unternehmen/${id}/loeschantraege`, {
    grund: 'Der Betrieb bildet nicht mehr aus.',
  })
  const path = `/v1/loeschantraege/${entwurf.id}`
  const { bestaetigung } = entwurf
  const antrag = await administrator.ask<Loeschantrag>(kontext, 'POST', `${path}/bestaetigung`, { bestaetigung })
  tell(`${administrator.name} requests the Löschung of ${name}; until ${antrag.widerrufbarBis} it can be revoked.`)
  await tellAll('Die Löschung Ihres Unternehmens wurde beantragt')

  const entscheidung = { ergebnis: 'freigegeben' }
  const { termin } = await clerk.ask<Loeschantrag>(imAmt, 'POST', `${path}/entscheidung`, entscheidung)
  tell(`${clerk.name} approves it; the day is ${termin}.`)
  await tellAll('Termin der Löschung Ihres Unternehmens')

  await administrator.send(kontext, 'POST', `${path}/widerruf`)
  const { status } = await administrator.ask<Unternehmen>(kontext, 'GET', `/v1/unternehmen/${id}`)
  tell(`${administrator.name} revokes it: ${name} is ${status} again.`)
  await tellAll('Die Löschung Ihres Unternehmens wurde widerrufen')
}
