import { defineRegel, keine, meldung, type Regeldefinition } from './regel.ts'
import { toDeutschesDatum } from './text.ts'
import type { Vertragsbeispiel, Vertragsobjekt } from './vertragsobjekt.ts'
import { type Endeabweichung, type Endegrund, findEndeabweichung } from './vertragsrechnung/endeabweichung.ts'

/** A rule about the last day of a contract: the step of the computation that it stands for, and what it says. */
export interface Enderegel
  extends Pick<
    Regeldefinition<'ausbildungsvertrag'>,
    'id' | 'name' | 'schwere' | 'rechtsgrundlage' | 'rechtsgrundlageHwo' | 'gueltigVon' | 'beschreibung'
  > {
  readonly grund: Endegrund
  readonly beispiel: Vertragsbeispiel
  readonly text: { readonly de: (werte: Endeabweichung) => string; readonly en: (werte: Endeabweichung) => string }
  readonly abhilfe: { readonly de: string; readonly en: string }
  /** Further fields that it looks at, and whether they excuse the end. */
  readonly ausser?: { readonly feld: string; readonly gilt: (objekt: Vertragsobjekt) => boolean }
}

const felder = [
  '/ende',
  '/beginn',
  '/dauerMonate',
  '/beruf/kennung',
  '/anrechnungen/*/monate',
  '/verkuerzungen/*/monate',
  '/teilzeit/*',
]

/**
 * Declares a rule about the last day. An end that differs from the computed one is told by the rule whose step decided it,
 * and by no other.
 *
 * @see findEndeabweichung
 */
export const defineEnderegel = ({
  grund,
  text,
  abhilfe,
  ausser,
  ...regel
}: Enderegel): Regeldefinition<'ausbildungsvertrag'> =>
  defineRegel({
    ...regel,
    gegenstand: 'ausbildungsvertrag',
    wirkung: 'befund',
    felder: ausser ? [...felder, ausser.feld] : felder,
    texte: {
      ende: meldung<Endeabweichung>(text.de, text.en, {
        gefunden: ({ ende }) => toDeutschesDatum(ende),
        erwartet: ({ erwartet }) => toDeutschesDatum(erwartet),
        abhilfe,
      }),
    },
    check: (objekt, { konfig }, verstoss) => {
      const abweichung = findEndeabweichung(objekt, konfig.endeToleranzTage)
      return abweichung?.grund === grund && !ausser?.gilt(objekt) ? [verstoss('ende', '/ende', abweichung)] : keine
    },
  })
