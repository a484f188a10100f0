import {
  aenderungIdOf,
  type Beleg,
  deriveAussageId,
  type Entwurf,
  signText,
  slotOf,
  type Wissensrolle,
  writeSatz,
} from '@berichtsheft/bq-knowledge'
import type { Rolle } from '@berichtsheft/core'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { hasKonto, registerDemoKonto } from '../konto/demokonto.service.ts'
import { insertRolle } from '../rolle/rolle.service.ts'
import { chainOf } from './aufrufer.ts'
import { grantOffeneSchluessel } from './vergabe.ts'
import type { Wissensbasis } from './wissensbasis.ts'

/** Somebody of the demo who works with the knowledge base, at a chamber. */
interface Wissensdemoperson {
  readonly email: string
  readonly vorname: string
  readonly nachname: string
  readonly knr: string
  readonly rollen: readonly (readonly [Rolle, Wissensrolle])[]
}

/** An editor and a reviewer of two chambers, and one of the Redaktion. */
export const wissensdemo: readonly Wissensdemoperson[] = [
  {
    email: 'bq-bearbeitung@demo.example',
    vorname: 'Ayla',
    nachname: 'Brenner',
    knr: '153',
    rollen: [['bqBearbeitung', 'bearbeiter']],
  },
  {
    email: 'bq-pruefung@demo.example',
    vorname: 'Carl',
    nachname: 'Prüfer',
    knr: '107',
    rollen: [['bqPruefung', 'pruefer']],
  },
  {
    email: 'bq-redaktion@demo.example',
    vorname: 'Rosa',
    nachname: 'Lenk',
    knr: '153',
    rollen: [['bqRedaktion', 'redaktion']],
  },
]

const gesetz = (titel: string, fundstelle: string): Beleg => ({ art: 'gesetz', titel, fundstelle, guete: 'amtlich' })

/** Two statements on compulsory schooling in Turkey, before and after the reform of 2012. */
const aussagen = (): Entwurf[] => {
  const angaben = [
    ['bis-2012', { wert: 8, gueltigVon: '1997', gueltigBis: '2011' }, gesetz('Gesetz Nr. 4306', 'Art. 1')],
    ['seit-2012', { wert: 12, gueltigVon: '2012' }, gesetz('Gesetz Nr. 6287', 'Art. 3')],
  ] as const
  return angaben.flatMap(([name, wert, beleg]) => {
    const slot = slotOf('land:TR', 'bildungssystem', 'pflichtschuljahre', deriveAussageId('demo', name))
    return [
      { slot, ersetzt: [], wert },
      { slot: `${slot}/belege`, ersetzt: [], wert: beleg },
    ]
  })
}

/**
 * Makes the people of the demo who work with the knowledge base, has their keys granted, and publishes two statements: one chamber
 * proposes, another one approves. What is there already stays.
 *
 * @returns whether it was missing
 */
export const loadWissensdemo = async (deps: Deps, basis: Wissensbasis, passwort: string): Promise<boolean> => {
  const { knoten, netz, bund } = basis
  const konten = await alsSystem(deps, async (trx) => {
    await trx.raw("select pg_advisory_xact_lock(hashtextextended('demo bq', 0))")
    for (const { email } of wissensdemo) if (await hasKonto(trx, email)) return undefined
    const now = deps.now()
    const made: string[] = []
    for (const person of wissensdemo) {
      const kontoId = await registerDemoKonto(trx, person, passwort, now)
      for (const [rolle] of person.rollen)
        await insertRolle(
          trx,
          { kontoId, knr: person.knr, anwendung: 'bq', rolle, gueltigVon: heuteOf(now), durch: 'system' },
          now,
        )
      made.push(kontoId)
    }
    return made
  })
  if (konten === undefined) return false
  const keyOf = (i: number, rolle: Wissensrolle) => {
    const [inhaber = '', knr = ''] = [konten[i], wissensdemo[i]?.knr]
    return bund.find({ zweck: 'person', inhaber, knr, rolle })
  }
  for (const [i, { rollen }] of wissensdemo.entries()) for (const [, rolle] of rollen) await keyOf(i, rolle)
  await grantOffeneSchluessel(deps, basis)
  const write = async (i: number, rolle: Wissensrolle, entwuerfe: readonly Entwurf[]) => {
    const { schluessel, privateKey } = await keyOf(i, rolle)
    const kammer = wissensdemo[i]?.knr ?? ''
    const sign = (text: string) => signText(privateKey, text)
    const schreiber = { knoten: chainOf(netz.knoten, kammer), kammer, schluessel, rolle, sign }
    const { ergebnis, satz } = await knoten.writeProfile([], (own) =>
      writeSatz(own.netz, schreiber, entwuerfe, { erstelltAm: deps.now().toISOString() }),
    )
    if (ergebnis !== 'neu') throw new Error(`the knowledge base of the demo answers ${ergebnis}`)
    return satz
  }
  const satz = await write(0, 'bearbeiter', aussagen())
  const ziele = satz.aenderungen.flatMap((blatt, i) => ('slot' in blatt ? [aenderungIdOf(satz.id, i, blatt.slot)] : []))
  await write(1, 'pruefer', [{ slot: 'pruefvermerk', ersetzt: [], wert: null, angaben: { ziele, urteil: 'frei' } }])
  return true
}
