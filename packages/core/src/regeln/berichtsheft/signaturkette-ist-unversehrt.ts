import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** K10: the chain of hashes and signatures of the book is whole. Its check is made where the keys are and passed in. */
export const signaturketteIstUnversehrt = defineRegel({
  id: 'K10',
  name: 'signaturkette-ist-unversehrt',
  schwere: 'fehler',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): elektronische Signatur; RFC 8785, RFC 7515',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Die Kette aus Prüfsummen und Signaturen des Berichtshefts ist unversehrt.',
    en: 'The chain of hashes and signatures of the book is whole.',
  },
  texte: {
    bericht: meldung<{ fremdId: string }>(
      ({ fremdId }) => `Der Bericht „${fremdId}“ passt nicht zu seiner Signatur.`,
      ({ fremdId }) => `The report "${fremdId}" does not fit its signature.`,
    ),
    kette: meldung(
      () => 'Die Signaturkette des Berichtshefts ist unterbrochen.',
      () => 'The chain of signatures of the book is broken.',
    ),
  },
  check: ({ kette, ausbildungsnachweise }, _kontext, verstoss) => {
    if (kette === undefined || kette.unversehrt) return keine
    const nachweis = kette.stelle === undefined ? undefined : ausbildungsnachweise[kette.stelle]
    return nachweis === undefined
      ? [verstoss('kette', '/ausbildungsnachweise', {})]
      : [verstoss('bericht', `/ausbildungsnachweise/${kette.stelle}`, { fremdId: nachweis.fremdId })]
  },
})
