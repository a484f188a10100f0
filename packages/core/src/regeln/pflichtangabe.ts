import { festeMeldung } from './festtext.ts'
import { defineRegel, keine, type Regeldefinition } from './regel.ts'
import type { Vertragsbeispiel, Vertragsobjekt } from './vertragsobjekt.ts'

/** An entry that the registration needs. */
export interface Pflichtangabe
  extends Pick<
    Regeldefinition<'ausbildungsvertrag'>,
    'id' | 'name' | 'rechtsgrundlage' | 'rechtsgrundlageHwo' | 'gueltigVon' | 'beschreibung'
  > {
  /** The field that it stands in, and others that the rule looks at. */
  readonly feld: string
  readonly weitere?: readonly string[]
  readonly fehlt: (objekt: Vertragsobjekt) => boolean
  readonly text: { readonly de: string; readonly en: string }
  readonly abhilfe: { readonly de: string; readonly en: string }
  /** A draft without it; the empty one unless told. */
  readonly beispiel?: Vertragsbeispiel
}

/** Declares the rule that one entry is there: an error where it stands while it is missing. */
export const definePflichtangabe = ({
  feld,
  weitere = [],
  fehlt,
  text,
  abhilfe,
  beispiel = { vertrag: {} },
  ...regel
}: Pflichtangabe): Regeldefinition<'ausbildungsvertrag'> =>
  defineRegel({
    ...regel,
    schwere: 'fehler',
    gegenstand: 'ausbildungsvertrag',
    wirkung: 'befund',
    felder: [feld, ...weitere],
    beispiel,
    texte: { fehlt: festeMeldung(text.de, text.en, abhilfe) },
    check: (objekt, _kontext, verstoss) => (fehlt(objekt) ? [verstoss('fehlt', feld, {})] : keine),
  })
