import type { ProfilId } from '../kern/slot.ts'
import { berufsprofil } from './berufsprofil.ts'
import type { Feld, Profilvorlage } from './feld.ts'
import { klassifikation } from './klassifikation.ts'
import { laenderprofil } from './laenderprofil.ts'
import { referenzprofil } from './referenzprofil.ts'

/** The templates of all kinds of profiles; what is not in them cannot be stated. */
export const vorlagen = [laenderprofil, berufsprofil, referenzprofil, klassifikation] as const

const felder = new Map<string, Feld>(
  vorlagen.flatMap(({ art, abschnitte }) =>
    abschnitte.flatMap(({ abschnitt, felder }) =>
      felder.map((feld) => [`${art}/${abschnitt}/${feld.feld}`, feld] as const),
    ),
  ),
)

const byArt = new Map<string, Profilvorlage>(vorlagen.map((vorlage) => [vorlage.art, vorlage]))

/** The template of a profile. */
export const vorlageOf = (profil: ProfilId): Profilvorlage =>
  byArt.get(profil.slice(0, profil.indexOf(':'))) ?? referenzprofil

/** The field of a profile, if its template has it. */
export const findFeld = (profil: ProfilId, abschnitt: string, feld: string): Feld | undefined =>
  felder.get(`${profil.slice(0, profil.indexOf(':'))}/${abschnitt}/${feld}`)
