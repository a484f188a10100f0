import { defineRegel, keine, meldung, type Regeldefinition } from './regel.ts'
import type { Vertragsbeispiel, Vertragsobjekt } from './vertragsobjekt.ts'

/** A note on a contract that is told only when asked for. */
export interface Merkblattregel {
  readonly id: string
  readonly name: string
  readonly rechtsgrundlage: string
  readonly rechtsgrundlageHwo?: string
  readonly gueltigVon: string
  readonly beschreibung: { readonly de: string; readonly en: string }
  /** The part of the contract that it belongs to. */
  readonly feld: string
  readonly hinweis: { readonly de: string; readonly en: string }
  /** Which contracts it concerns, and one of them; without it every contract. */
  readonly gilt?: { readonly fuer: (objekt: Vertragsobjekt) => boolean; readonly beispiel: Vertragsbeispiel }
}

/** Declares a note: law that no entry of the contract can break, but that its parties should know. */
export const defineMerkblatt = ({
  feld,
  hinweis,
  gilt,
  ...regel
}: Merkblattregel): Regeldefinition<'ausbildungsvertrag'> =>
  defineRegel({
    ...regel,
    schwere: 'hinweis',
    gegenstand: 'ausbildungsvertrag',
    wirkung: 'befund',
    merkblatt: true,
    felder: [feld],
    beispiel: gilt?.beispiel ?? { vertrag: {} },
    texte: {
      hinweis: meldung(
        () => hinweis.de,
        () => hinweis.en,
      ),
    },
    check: (objekt, _kontext, verstoss) =>
      gilt === undefined || gilt.fuer(objekt) ? [verstoss('hinweis', feld, {})] : keine,
  })

/** Notes for contracts that begin before the apprentice is of age. */
export const fuerMinderjaehrige: NonNullable<Merkblattregel['gilt']> = {
  fuer: ({ vertrag: { beginn }, lage: { volljaehrigAb } }) =>
    beginn !== undefined && volljaehrigAb !== undefined && beginn < volljaehrigAb,
  beispiel: { vertrag: { azubi: { geburtsdatum: '2010-02-10' }, beginn: '2026-08-01' } },
}
