import { addTage, type Nachweisinhalt, type Operationsname, type Recht, rechte } from '@berichtsheft/core'
import { alsAufrufer, alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { type Angemeldeter, toPerson } from '../anmeldung/angemeldeter.ts'
import { createKontextzugang } from '../anmeldung/kontext.ts'
import { takeSchritt } from '../ausbildungsnachweis/ausbildungsnachweis.service.ts'
import { insertEigenenNachweis } from '../ausbildungsnachweis/eigener-nachweis.service.ts'
import { confirmBeteiligung, proposeBeteiligung } from '../beteiligung/beteiligung.service.ts'
import { planEinsatz } from '../einsatz/einsatz.service.ts'
import { lockBereiche } from '../mitgliedschaft/sperre.service.ts'
import { demoAnbieter, demoAzubiHeft, demoKnr, demoUnternehmen } from './books.ts'

/** The week after those of the vendor's file, so that the report is new and lies in the training. */
const woche = { von: '2026-03-30', bis: '2026-04-05' } as const

const inhalt: Nachweisinhalt = {
  zeitraum: woche,
  berichtsart: 'woche',
  azubi: 'Nele Überschär',
  ausbildungsjahr: 2,
  abteilung: 'Softwareentwicklung',
  tage: ['2026-03-30', '2026-03-31', '2026-04-01', '2026-04-02'].map((datum, index) => ({
    datum,
    eintraege: [
      {
        art: 'betrieb',
        text: `Schnittstelle zum Einkauf, Teil ${index + 1}: Testfälle geschrieben und mit dem Ausbilder durchgesprochen`,
        minuten: 465,
      },
    ],
  })),
}

/**
 * Links the apprentice of the demo to her book as the company and she herself would do it: the link with her consent, an
 * assignment to an Ausbildungsbeauftragte, and a report that waits for the trainer. Each step is allowed by the roles of
 * whoever takes it.
 *
 * @returns whether it was missing; `false` too without the book, or beside people of an older demo
 */
export const loadTraining = async (deps: Deps): Promise<boolean> => {
  const now = deps.now()
  const found = await findParties(deps)
  if (found === undefined) return false
  const { unternehmenId, heftId, chefin, beauftragte, azubi } = found
  const enter = createKontextzugang(deps)
  const as = (kontoId: string, operation: Operationsname): Promise<Angemeldeter> => {
    const recht: Recht | 'oeffentlich' = rechte[operation]
    const personen = recht === 'oeffentlich' ? [] : (recht.personen ?? [])
    const wer = toPerson({ kontoId, stufe: 'mehrfaktor', scopes: ['person'] })
    return enter(wer, { art: 'unternehmen', bereich: `unternehmen:${unternehmenId}` }, personen, true)
  }
  const linking = await as(chefin, 'createBeteiligung')
  const planning = await as(chefin, 'createEinsatz')
  const writing = await as(azubi, 'createAusbildungsnachweis')
  const submitting = await as(azubi, 'createSchritt')
  return alsSystem(deps, async (trx) => {
    await lockBereiche(trx, [unternehmenId])
    if (await trx('beteiligung').where({ berichtsheft_id: heftId }).first('id')) return false
    await alsAufrufer(trx, linking, now)
    const link = { berichtsheftId: heftId, kontoId: azubi, art: 'azubi' as const }
    const { id } = await proposeBeteiligung(trx, linking, link, now)
    const nele = toPerson({ kontoId: azubi, stufe: 'normal', scopes: ['person'] })
    await alsAufrufer(trx, nele, now)
    await confirmBeteiligung(trx, nele, id, now)
    await alsAufrufer(trx, planning, now)
    const [von, bis] = [heuteOf(now), addTage(heuteOf(now), 90)]
    const einsatz = { berichtsheftId: heftId, kontoId: beauftragte, von, bis, abteilung: 'Softwareentwicklung' }
    await planEinsatz(trx, planning, einsatz, now)
    await alsAufrufer(trx, writing, now)
    const eigener = { berichtsheftId: heftId, fremdId: 'demo', inhalt }
    const nachweis = await insertEigenenNachweis(trx, writing, eigener, now)
    await alsAufrufer(trx, submitting, now)
    const change = { trx, aufrufer: submitting, now, keyring: deps.keyring }
    await takeSchritt(change, nachweis.id, undefined, { vorgang: 'eingereicht' })
    return true
  })
}

const findParties = (deps: Pick<Deps, 'db' | 'now'>) =>
  alsSystem(deps, async (trx) => {
    const kontoOf = async (name: string): Promise<string | undefined> =>
      (
        await trx('konto')
          .where({ email: `${name}@demo.example`, status: 'aktiv' })
          .first('id')
      )?.id
    const heft: { id: string } | undefined = await trx('fremdschluessel')
      .where({ anbieter_id: demoAnbieter.id, art: 'h', fremd_id: demoAzubiHeft })
      .first('id')
    const firma: { id: string } | undefined = await trx('unternehmen')
      .where({ knr: demoKnr, identnummer: demoUnternehmen[0]?.identnummer ?? '', status: 'aktiv' })
      .first('id')
    const [chefin, beauftragte, azubi] = [await kontoOf('chefin'), await kontoOf('beauftragte'), await kontoOf('azubi')]
    if (!heft || !firma || !chefin || !beauftragte || !azubi) return undefined
    return { unternehmenId: firma.id, heftId: heft.id, chefin, beauftragte, azubi }
  })
