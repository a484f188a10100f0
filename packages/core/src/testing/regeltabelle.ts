import { describe, expect, test } from 'vitest'
import type { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import { type Pruefumstand, pruefeRegel } from './vertragsregel.ts'

/** A row of the table of a contract rule: what it shows, the draft, its findings as {@link pruefeRegel} writes them. */
export type Regelfall = [name: string, vertrag: Vertragsentwurf, erwartet: string[], umstand?: Pruefumstand]

/** Tests one contract rule by a table, under its id. */
export const describeRegel = (regel: string, faelle: readonly Regelfall[]): void => {
  describe(regel, () => {
    test.each(faelle)('%s', (_name, vertrag, erwartet, umstand) =>
      expect(pruefeRegel(regel, vertrag, umstand)).toEqual(erwartet),
    )
  })
}
