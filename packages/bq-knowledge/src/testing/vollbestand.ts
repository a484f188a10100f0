import { sha256 } from '@berichtsheft/core/signatur'
import { createZufall, type Zufall } from '@berichtsheft/core/testing'
import { type Aenderungssatz, buildSatz, type Wissensrolle } from '../kern/aenderungssatz.ts'
import type { Aussage } from '../kern/aussage.ts'
import { netzIdOf } from '../kern/netz.ts'
import type { Entwurf } from '../kern/schreiber.ts'
import { type AenderungId, aenderungIdOf, deriveAussageId, type ProfilId, slotOf } from '../kern/slot.ts'
import { formen } from '../vorlage/feld.ts'
import { vorlageOf } from '../vorlage/vorlage.ts'
import { asSchreiber, type Besetzung, type Darsteller, testzeit } from './besetzung.ts'
import { neueAussage, vermerk } from './entwuerfe.ts'

/** How large an invented knowledge base is. */
export interface Umfang {
  readonly laender: number
  readonly profile: number
  readonly aussagen: number
  readonly fassungen: number
}

/** What the knowledge base is planned for: 585,000 values of statements, and with their citations 780,000 changes. */
export const vollerUmfang: Umfang = { laender: 250, profile: 6_500, aussagen: 30, fassungen: 3 }

const worte =
  'Ausbildung Prüfung Schule Betrieb Lehrjahr Abschluss Zeugnis Unterricht Werkstatt Kammer Behörde Gesetz Stunden Praxis Theorie Zugang'.split(
    ' ',
  )

/** The profiles: countries by invented codes, then qualifications. */
export const listVollprofile = ({ laender, profile }: Umfang): ProfilId[] =>
  Array.from({ length: profile }, (_, i): ProfilId => {
    if (i >= laender) return `qual:${deriveAussageId('vollbestand', String(i))}`
    return `land:${String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26))}`
  })

/** Slots of the statements of a profile: fields of prose and of single lines in turn. */
const slotsOf = (profil: ProfilId, { aussagen }: Umfang): string[] => {
  const felder = vorlageOf(profil).abschnitte.flatMap(({ abschnitt, felder: own }) =>
    own
      .filter(({ wert, slottyp }) => slottyp === 'register' && (wert === formen.absatz || wert === formen.zeile))
      .map(({ feld }) => [abschnitt, feld] as const),
  )
  return Array.from({ length: aussagen }, (_, i) => {
    const [abschnitt = '', feld = ''] = felder[i % felder.length] ?? []
    return slotOf(profil, abschnitt, feld, deriveAussageId('vollbestand', `${profil}/${i}`))
  })
}

const inventAussage = (zufall: Zufall): Aussage => {
  const text = Array.from({ length: zufall.between(15, 40) }, () => worte[zufall.between(0, worte.length - 1)]).join(
    ' ',
  )
  return { wert: text, gueltigVon: String(zufall.between(1960, 2024)) }
}

/**
 * The changesets of an invented knowledge base, one chain per node of the cast. Each edition of a profile is the work of another
 * chamber than the one before; the first and the last are approved by the chamber after it. The same seed gives the same
 * changesets, salts and signatures included, for a cast with the same keys.
 */
export const inventBestand = function* (besetzung: Besetzung, umfang: Umfang, seed: number): Generator<Aenderungssatz> {
  const zufall = createZufall(seed)
  const netz = netzIdOf(besetzung.gruendung)
  const ketten = new Map<string, { nr: number; kopf: string | null }>()
  const koepfe = new Map<string, AenderungId>()
  const write = (wer: Darsteller, rolle: Wissensrolle, entwuerfe: readonly Entwurf[]): Aenderungssatz => {
    const { knoten, kammer, schluessel, sign } = asSchreiber(wer, rolle)
    const { nr, kopf: vorgaenger } = ketten.get(knoten) ?? { nr: 0, kopf: null }
    const satz = buildSatz(
      {
        v: 1,
        netz,
        knoten,
        nr: nr + 1,
        vorgaenger,
        kammer,
        autor: schluessel,
        rolle,
        zugang: 'oeffentlich',
        erstelltAm: testzeit,
      },
      entwuerfe.map(({ slot, ersetzt, wert, angaben }, i) => ({
        ...(angaben === undefined ? {} : { angaben }),
        ersetzt: [...ersetzt],
        salz: sha256(`${seed} ${knoten} ${nr} ${i}`).slice(0, 32),
        slot,
        wert,
      })),
      sign,
    )
    ketten.set(knoten, { nr: nr + 1, kopf: satz.id })
    return satz
  }
  const personOf = (i: number): Darsteller => {
    const [wer] = besetzung.leute[i % besetzung.leute.length] ?? []
    if (!wer) throw new Error('a cast without people')
    return wer
  }
  const profile = listVollprofile(umfang)
  for (let fassung = 0; fassung < umfang.fassungen; fassung++) {
    for (const [i, profil] of profile.entries()) {
      const entwuerfe = slotsOf(profil, umfang).flatMap((slot): Entwurf[] => {
        const aussage = inventAussage(zufall)
        const before = koepfe.get(slot)
        return before === undefined ? neueAussage(slot, aussage) : [{ slot, ersetzt: [before], wert: aussage }]
      })
      const satz = write(personOf(i + fassung), 'bearbeiter', entwuerfe)
      const ids = entwuerfe.map(({ slot }, index) => aenderungIdOf(satz.id, index, slot))
      for (const [index, { slot }] of entwuerfe.entries()) koepfe.set(slot, ids[index] ?? '')
      yield satz
      if (fassung === 0 || fassung === umfang.fassungen - 1) {
        yield write(personOf(i + fassung + 1), 'pruefer', [vermerk(ids)])
      }
    }
  }
}
