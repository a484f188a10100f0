import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import {
  englishNameOfPartei,
  listFehlendeUnterschriften,
  nameOfPartei,
  type Vertragsbeteiligter,
} from '../vertragsrechnung/parteien.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-018: the day of the conclusion is given; what was concluded before 1 August 2024 is on paper and signed. */
export const abschlussIstDatiert = defineRegel({
  id: 'DAV-018',
  name: 'abschluss-ist-datiert',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 6, § 11 in der Fassung bis 31.07.2024',
  rechtsgrundlageHwo: 'HwO § 28; BBiG § 11 in der Fassung bis 31.07.2024',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der Tag des Vertragsabschlusses ist angegeben und liegt nicht nach dem Beginn (Warnung). Vor dem 1. August 2024 geschlossene Verträge sind schriftlich und von allen unterschrieben; die elektronische Form war ausgeschlossen.',
    en: 'The day of the conclusion is given and is not after the begin (warning). Contracts concluded before 1 August 2024 are in writing and signed by all; the electronic form was excluded.',
  },
  felder: [
    '/abschlussdatum',
    '/beginn',
    '/vertragsform',
    '/unterschriften',
    '/unterschriften/*/partei',
    '/dokumente/*/art',
  ],
  beispiel: { vertrag: { abschlussdatum: '2024-07-31', vertragsform: 'textform' } },
  texte: {
    fehlt: festeMeldung('Der Tag des Vertragsabschlusses fehlt.', 'The day of the conclusion is missing.', {
      de: 'Tragen Sie ein, wann der Vertrag geschlossen wurde.',
      en: 'Enter when the contract was concluded.',
    }),
    spaet: meldung<{ abschluss: string; beginn: string }>(
      ({ abschluss, beginn }) =>
        `Der Vertrag wurde am ${toDeutschesDatum(abschluss)} geschlossen, nach dem Beginn am ${toDeutschesDatum(beginn)}.`,
      ({ abschluss, beginn }) => `The contract was concluded on ${abschluss}, after the begin on ${beginn}.`,
      {
        gefunden: ({ abschluss }) => toDeutschesDatum(abschluss),
        erwartet: ({ beginn }) => `spätestens am ${toDeutschesDatum(beginn)}`,
        abhilfe: {
          de: 'Prüfen Sie die beiden Tage; ein Vertrag wird vor dem Beginn geschlossen.',
          en: 'Check the two days; a contract is concluded before the begin.',
        },
      },
    ),
    textform: festeMeldung(
      'Vor dem 1. August 2024 war die Textform nicht möglich; der Vertrag braucht die Schriftform auf Papier.',
      'Text form was not possible before 1 August 2024; the contract has to be in writing on paper.',
      {
        de: 'Legen Sie den schriftlichen, von allen unterschriebenen Vertrag vor.',
        en: 'Present the contract in writing, signed by all.',
      },
    ),
    unterschrift: meldung<{ wer: Vertragsbeteiligter }>(
      ({ wer }) => `Auf dem Vertrag von vor dem 1. August 2024 fehlt eine Unterschrift: ${nameOfPartei(wer)}.`,
      ({ wer }) => `A signature is missing on the contract from before 1 August 2024: ${englishNameOfPartei(wer)}.`,
      {
        abhilfe: {
          de: 'Lassen Sie den Vertrag von allen unterschreiben und laden Sie ihn hoch.',
          en: 'Have the contract signed by all and upload it.',
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const { abschlussdatum: abschluss, beginn, vertragsform } = objekt.vertrag
    if (abschluss === undefined) return [verstoss('fehlt', '/abschlussdatum', {})]
    const verstoesse: Verstoss[] = []
    if (beginn !== undefined && abschluss > beginn)
      verstoesse.push(verstoss('spaet', '/abschlussdatum', { abschluss, beginn }, 'warnung'))
    if (abschluss >= seit.bvadig) return verstoesse
    if (vertragsform === 'textform') return [verstoss('textform', '/vertragsform', {}), ...verstoesse]
    if (vertragsform === undefined || hasDokument(objekt.vertrag, 'vertrag')) return verstoesse
    for (const wer of listFehlendeUnterschriften(objekt))
      verstoesse.push(verstoss('unterschrift', '/unterschriften', { wer }))
    return verstoesse
  },
})
