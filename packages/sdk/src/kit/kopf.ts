import { CreateBerichtsheft } from '@berichtsheft/core'
import { AdapterError } from '../adapter-error.ts'
import type { Befund } from '../bemerkung.ts'
import { checkContract } from '../schema-check.ts'

/** The head data of a book, or what the source should have said and did not. */
export type Kopf =
  | { readonly ok: true; readonly kopf: CreateBerichtsheft; readonly widersprueche: readonly string[] }
  | { readonly ok: false; readonly fehlt: readonly string[] }

/** Without these there is no book. */
export const kopfPflicht: readonly string[] = CreateBerichtsheft.required ?? []

/** Fields of the head data that belong to one person and cannot be the same for several books. */
export const kopfPersoenlich: readonly string[] = [
  'fremdId',
  'azubi',
  'geburtsdatum',
  'azubinummer',
  'vertragsnummer',
  'ausbildungsbeginn',
  'ausbildungsende',
  'pruefungstermin',
]

/**
 * Completes what a source says about a book with the context of the import. What the source says goes first; where the
 * context says otherwise, the field is named in `widersprueche`.
 *
 * @param expected fields that the source can say; a missing one is the fault of its record, any other that of the context
 * @throws AdapterError `rejected` when the context lacks something that the source cannot say, or does not fit the contract
 */
export const completeKopf = (
  said: Partial<CreateBerichtsheft>,
  kontext: Partial<CreateBerichtsheft>,
  expected: (field: string) => boolean,
): Kopf => {
  const kopf: Partial<CreateBerichtsheft> = { ...kontext, ...said }
  const fehlt = kopfPflicht.filter((field) => !Object.hasOwn(kopf, field))
  for (const field of fehlt) {
    if (expected(field)) continue
    throw new AdapterError(
      'rejected',
      `${field} is missing: these files do not hold it, so the context of the import must give it`,
      { stelle: `kontext#/${field}` },
    )
  }
  if (fehlt.length > 0) return { ok: false, fehlt }
  const [fault] = checkContract('CreateBerichtsheft', kopf)
  if (fault) {
    // The adapter checked what it read, so what does not fit comes from the context.
    const stelle = `kontext#${fault.pfad}`
    throw new AdapterError('rejected', `the context of the import does not fit: ${fault.text}`, { stelle })
  }
  const widersprueche = Object.entries(said)
    .filter(([field, value]) => contradicts(value, (kontext as Record<string, unknown>)[field]))
    .map(([field]) => field)
  return { ok: true, kopf: kopf as CreateBerichtsheft, widersprueche }
}

/** Two values of which one may know more than the other, as a name with and without its parts. */
const contradicts = (said: unknown, other: unknown): boolean => {
  if (said === undefined || other === undefined) return false
  if (typeof said !== 'object' || typeof other !== 'object' || said === null || other === null) return said !== other
  return Object.entries(said).some(([key, value]) => contradicts(value, (other as Record<string, unknown>)[key]))
}

/** What is said about the head data of a book. */
export const kopfBefunde = {
  ohneWert: (feld: string): Befund => ({
    schwere: 'fehler',
    text: `Das Berichtsheft wurde nicht übernommen, weil „${feld}“ fehlt oder nicht lesbar ist.`,
    textEnglisch: `The book was left out, because “${feld}” is missing or cannot be read.`,
  }),
  abgeleitet: (feld: string, verfahren: string): Befund => ({
    schwere: 'hinweis',
    text: `„${feld}“ steht nicht in der Quelle und wurde abgeleitet: ${verfahren}.`,
    textEnglisch: `“${feld}” does not stand in the source and was derived: ${verfahren}.`,
  }),
  kontextWiderspricht: (feld: string): Befund => ({
    schwere: 'warnung',
    text: `„${feld}“ steht anders im Kontext des Imports; es gilt die Datei.`,
    textEnglisch: `“${feld}” differs in the context of the import; the file counts.`,
  }),
  kontextFuerAlle: (feld: string, anzahl: number): Befund => ({
    schwere: 'warnung',
    text: `Der Kontext des Imports nennt „${feld}“ für ${anzahl} Berichtshefte zugleich.`,
    textEnglisch: `The context of the import names “${feld}” for ${anzahl} books at once.`,
  }),
} as const
