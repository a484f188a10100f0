import type { CreateElsterergebnis, CreateElsterpruefung } from './elster.ts'
import type {
  CreateLoeschantrag,
  CreateLoeschbestaetigung,
  CreateLoeschentscheidung,
  UpdateLoeschantrag,
} from './loeschantrag.ts'
import type {
  CreateAktivierung,
  CreateUnternehmen,
  CreateUnternehmensentscheidung,
  UpdateUnternehmen,
} from './unternehmen.ts'

/** What requests about companies carry, by the name of the schema. */
export interface Unternehmenskoerper {
  readonly CreateAktivierung: CreateAktivierung
  readonly CreateElsterergebnis: CreateElsterergebnis
  readonly CreateElsterpruefung: CreateElsterpruefung
  readonly CreateLoeschantrag: CreateLoeschantrag
  readonly CreateLoeschbestaetigung: CreateLoeschbestaetigung
  readonly CreateLoeschentscheidung: CreateLoeschentscheidung
  readonly CreateUnternehmen: CreateUnternehmen
  readonly CreateUnternehmensentscheidung: CreateUnternehmensentscheidung
  readonly UpdateLoeschantrag: UpdateLoeschantrag
  readonly UpdateUnternehmen: UpdateUnternehmen
}

/** Example bodies about companies. */
export const unternehmenskoerper: Unternehmenskoerper = {
  CreateAktivierung: { kennwort: '7KQ4T-9XMZ2-HRV6W', identnummer: '0001234567', knr: '153' },
  CreateElsterergebnis: { antwort: 'code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj' },
  CreateElsterpruefung: { grund: 'Das Zertifikat lautet auf den früheren Namen; Handelsregisterauszug liegt vor.' },
  CreateLoeschantrag: { grund: 'Der Betrieb bildet nicht mehr aus.' },
  CreateLoeschbestaetigung: { bestaetigung: 'o5c2V0mXw1y8q0b7Hn3KdA' },
  CreateLoeschentscheidung: { ergebnis: 'freigegeben', termin: '2027-01-15' },
  CreateUnternehmen: {
    name: 'Werkstatt Störtebeker GmbH',
    anschrift: { strasse: 'Hafenstraße', hausnummer: '12', plz: '68159', ort: 'Mannheim' },
    identnummer: '0001234567',
    hrNummer: 'Amtsgericht Mannheim HRB 721054',
  },
  CreateUnternehmensentscheidung: { ergebnis: 'freigegeben', stammsatzId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77' },
  UpdateLoeschantrag: { grund: 'Der Betrieb wurde zum Jahresende geschlossen.' },
  UpdateUnternehmen: { hrNummer: null, antwort: 'Wir sind im März umgezogen; die neue Anschrift ist richtig.' },
}
