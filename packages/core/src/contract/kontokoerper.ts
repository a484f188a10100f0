import type {
  CreateKonto,
  Kontobestaetigung,
  Kontosperre,
  Passwortanforderung,
  Passwortruecksetzung,
  Passwortwechsel,
  UpdateKonto,
} from './konto.ts'

/** What requests about accounts carry, by the name of the schema. */
export interface Kontokoerper {
  readonly CreateKonto: CreateKonto
  readonly Kontobestaetigung: Kontobestaetigung
  readonly Kontosperre: Kontosperre
  readonly Passwortanforderung: Passwortanforderung
  readonly Passwortruecksetzung: Passwortruecksetzung
  readonly Passwortwechsel: Passwortwechsel
  readonly UpdateKonto: UpdateKonto
}

const token = 'q3Vx0mJc7Yl2hPz9aKt4RwBn8sEd5uGf6iLo1CjXvTM'

/** An example of each. */
export const kontokoerper: Kontokoerper = {
  CreateKonto: {
    email: 'tilda.ehrlichmann@example.org',
    passwort: 'Regenschirm im Mai',
    vorname: 'Tilda',
    nachname: 'Ehrlichmann',
    sprache: 'de',
    informationspflichten: '2026-11',
  },
  Kontobestaetigung: { token },
  Kontosperre: { grund: 'Telefon verloren' },
  Passwortanforderung: { email: 'tilda.ehrlichmann@example.org' },
  Passwortruecksetzung: { token, passwort: 'Sonnenhut im Januar' },
  Passwortwechsel: { altesPasswort: 'Regenschirm im Mai', neuesPasswort: 'Sonnenhut im Januar' },
  UpdateKonto: { vorname: 'Tilda Marie', sprache: 'en' },
}
