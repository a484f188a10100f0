import type { Berufsfassung } from '../../contract/beruf.ts'
import type { Datum } from '../../contract/common.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import type { Berufsauskunft } from '../../domain/beruf.ts'
import { alterAm } from '../../domain/kalender.ts'
import { ersterTagMitAlter } from '../../domain/monate.ts'
import { computeDauer, type Dauerrechnung, toWritableTag } from './dauer.ts'
import { computeUrlaubsjahre, type Urlaubsrechnung } from './urlaub.ts'

/** What follows from a contract and more than one rule needs; what cannot be known is absent. */
export interface Vertragslage {
  /** The occupation under the ordinance that holds at the begin; absent when no catalogue can tell. */
  readonly fassung?: Berufsfassung
  /** Completed years of life at the begin (DAV-050). */
  readonly alterBeiBeginn?: number
  /** First day of full age. */
  readonly volljaehrigAb?: Datum
  /** Whether the apprentice was under age when the contract was concluded; absent when that is not known. */
  readonly minderjaehrigBeiAbschluss?: boolean
  /** Duration and end as the law computes them. */
  readonly dauer?: Dauerrechnung
  /** The last day that rules go by: the one of the contract, else the computed one. */
  readonly ende?: Datum
  /** Leave by law of the calendar years, as far as it can be known. */
  readonly urlaub: readonly Urlaubsrechnung[]
}

/** Computes once per check what several rules need. */
export const computeLage = (vertrag: Vertragsentwurf, beruf: Berufsauskunft | undefined): Vertragslage => {
  const fassung = beruf?.art === 'gefunden' ? beruf.beruf : undefined
  const { azubi, beginn } = vertrag
  const geburtsdatum = azubi?.geburtsdatum
  const dauer = computeDauer(vertrag, verordnungMonateOf(vertrag, fassung))
  const ende = vertrag.ende ?? dauer?.ende
  const volljaehrigAb = geburtsdatum === undefined ? undefined : toWritableTag(ersterTagMitAlter(geburtsdatum, 18))
  const minderjaehrigBeiAbschluss = isMinderjaehrigBeiAbschluss(vertrag, volljaehrigAb)
  return {
    ...(fassung && { fassung }),
    ...(geburtsdatum !== undefined && beginn !== undefined && { alterBeiBeginn: alterAm(geburtsdatum, beginn) }),
    ...(volljaehrigAb !== undefined && { volljaehrigAb }),
    ...(minderjaehrigBeiAbschluss !== undefined && { minderjaehrigBeiAbschluss }),
    ...(dauer && { dauer }),
    ...(ende !== undefined && { ende }),
    urlaub: computeUrlaubsjahre(vertrag, ende),
  }
}

/** Who is under age at the begin was so at the conclusion before it; the reverse cannot be told without its day. */
const isMinderjaehrigBeiAbschluss = (
  { abschlussdatum, beginn }: Vertragsentwurf,
  volljaehrigAb: Datum | undefined,
): boolean | undefined => {
  if (volljaehrigAb === undefined) return undefined
  if (abschlussdatum !== undefined) return abschlussdatum < volljaehrigAb
  return beginn !== undefined && beginn < volljaehrigAb ? true : undefined
}

/**
 * Months that the ordinance sets; `undefined` where no catalogue can tell, and for training that follows a rule of the
 * chamber (BBiG § 66; HwO § 42r) or prepares for further schooling instead.
 */
export const verordnungMonateOf = (
  { beruf }: Vertragsentwurf,
  fassung: Berufsfassung | undefined,
): number | undefined =>
  beruf?.regelung === 'behinderung' || beruf?.regelung === 'weitererBildungsgang'
    ? undefined
    : fassung?.ausbildungsdauerMonate
