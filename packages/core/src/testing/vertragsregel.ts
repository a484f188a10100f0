import { kleinerKatalog } from '../berufe/kleiner-katalog.ts'
import type { Verstoss } from '../contract/problem.ts'
import type { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import { findBeruf } from '../domain/beruf.ts'
import { vertragsregeln } from '../regeln/katalog.ts'
import { defineRegelkonfig, type Regelkonfig } from '../regeln/konfig.ts'
import { evaluate } from '../regeln/regel.ts'
import { createVertragsobjekt, type Vertragsumfeld } from '../regeln/vertragsobjekt.ts'

/** What a table test may set beside the contract. */
export interface Pruefumstand extends Vertragsumfeld {
  readonly stichtag?: string
  readonly konfig?: Partial<Regelkonfig>
}

/**
 * The findings of one contract rule, notes on demand included, with the occupations that ship with the product. The day is
 * 2026-05-18 unless told.
 */
export const findVerstoesse = (
  regel: string,
  vertrag: Vertragsentwurf,
  { stichtag = '2026-05-18', konfig = {}, ...umfeld }: Pruefumstand = {},
): Verstoss[] => {
  const { kennung } = vertrag.beruf ?? {}
  const beruf = umfeld.beruf ?? (kennung && findBeruf(kleinerKatalog, { schluessel: kennung }, vertrag.beginn))
  return evaluate(
    vertragsregeln.filter(({ id }) => id === regel),
    createVertragsobjekt(vertrag, { ...umfeld, ...(beruf && { beruf }) }),
    { stichtag, konfig: defineRegelkonfig(konfig), merkblatt: true },
  )
}

/**
 * The same as one line per finding, `fehler /probezeitMonate`: what a table of boundaries compares.
 *
 * @example
 * test.each([[1, []], [4, []], [5, ['fehler /probezeitMonate']]])('%s months', (probezeitMonate, erwartet) =>
 *   expect(pruefeRegel('DAV-088', createVertrag({ probezeitMonate }))).toEqual(erwartet))
 */
export const pruefeRegel = (regel: string, vertrag: Vertragsentwurf, umstand?: Pruefumstand): string[] =>
  findVerstoesse(regel, vertrag, umstand).map(({ schwere, pfad }) => `${schwere} ${pfad}`)
