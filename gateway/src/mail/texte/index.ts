import type { Mailtext } from '../mailtext.ts'
import { ausbildungsvertragMailtexte } from './ausbildungsvertrag.ts'
import { fremdanmeldungMailtexte } from './fremdanmeldung.ts'
import { heftMailtexte } from './heft.ts'
import { kontoMailtexte } from './konto.ts'
import { mitgliedschaftMailtexte } from './mitgliedschaft.ts'
import { uebernahmeMailtexte } from './uebernahme.ts'
import { unternehmenMailtexte } from './unternehmen.ts'
import { vertragsverlaufMailtexte } from './vertragsverlauf.ts'

/** Every mail that the gateway sends, by its key; each feature adds its own. */
export const mailtexte = {
  ...ausbildungsvertragMailtexte,
  ...fremdanmeldungMailtexte,
  ...heftMailtexte,
  ...kontoMailtexte,
  ...mitgliedschaftMailtexte,
  ...uebernahmeMailtexte,
  ...unternehmenMailtexte,
  ...vertragsverlaufMailtexte,
}

/** Key of a mail. */
export type Mailtextname = keyof typeof mailtexte

/** What the mail of this key is filled with. */
export type WerteOf<N extends Mailtextname> = (typeof mailtexte)[N] extends Mailtext<infer W> ? W : never
