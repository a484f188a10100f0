import { Type } from 'typebox'
import { Datum, ref } from './common.ts'

/** Query parameters of every list whose entries belong to a book: they ask for the company, the occupation and the exam of the book. */
export const heftParameter = {
  unternehmen: Type.Optional(Type.String({ maxLength: 300, description: 'Identnummer or exact name of the company.' })),
  beruf: Type.Optional(Type.String({ maxLength: 300, description: 'Key or exact name of the occupation.' })),
  ausbildungsjahr: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 5, description: 'Year of training today, from the begin of training.' }),
  ),
  pruefungVon: Type.Optional(ref(Datum, 'Exam date from.')),
  pruefungBis: Type.Optional(ref(Datum, 'Exam date to.')),
}
