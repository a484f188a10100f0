import { defineRegel, keine, meldung } from '../regel.ts'
import {
  englishNameOfPartei,
  listFehlendeEmpfangsnachweise,
  listFehlendeUnterschriften,
  nameOfPartei,
  type Vertragsbeteiligter,
} from '../vertragsrechnung/parteien.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-017: the apprentice and every representative of a minor have received the contract. */
export const empfangIstNachgewiesen = defineRegel({
  id: 'DAV-017',
  name: 'empfang-ist-nachgewiesen',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 2 Satz 3, § 13 Satz 2 Nr. 8, § 36 Abs. 1 Satz 2',
  rechtsgrundlageHwo: 'BBiG § 11 Abs. 2 Satz 3, § 13 Satz 2 Nr. 8; HwO § 30 Abs. 1',
  gueltigVon: seit.bvadig,
  beschreibung: {
    de: 'Für Verträge ab dem 1. August 2024 ist nachgewiesen, dass die oder der Auszubildende und, bei Minderjährigen, jede gesetzliche Vertretung den Vertrag empfangen haben; je nach Kammer gilt die Unterschrift als Nachweis.',
    en: 'For contracts from 1 August 2024 on it is shown that the apprentice and, of minors, every legal representative received the contract; depending on the chamber, the signature counts as proof.',
  },
  felder: [
    '/empfangsnachweise',
    '/empfangsnachweise/*/partei',
    '/empfangsnachweise/*/vertreterNummer',
    '/unterschriften/*/partei',
    '/abschlussdatum',
    '/azubi/geburtsdatum',
    '/vertreter/*',
    '/dokumente/*/art',
  ],
  beispiel: { vertrag: { abschlussdatum: '2026-05-18' } },
  dokumente: (objekt) =>
    objekt.vertrag.vertragsform === 'schriftlich' && (objekt.vertrag.abschlussdatum ?? '') >= seit.bvadig
      ? listFehlendeEmpfangsnachweise(objekt).map(({ pfad }) => ({
          art: 'empfangsnachweis',
          pflicht: false,
          bezug: pfad,
        }))
      : [],
  texte: {
    fehlt: meldung<{ wer: Vertragsbeteiligter }>(
      ({ wer }) => `Der Empfangsnachweis fehlt: ${nameOfPartei(wer)}.`,
      ({ wer }) => `The proof of receipt is missing: ${englishNameOfPartei(wer)}.`,
      {
        abhilfe: {
          de: 'Lassen Sie den Empfang des Vertrags bestätigen oder laden Sie den Nachweis hoch.',
          en: 'Have the receipt of the contract confirmed, or upload the proof.',
        },
      },
    ),
  },
  check: (objekt, { konfig }, verstoss) => {
    if ((objekt.vertrag.abschlussdatum ?? '') < seit.bvadig) return keine
    const offen = listFehlendeEmpfangsnachweise(objekt)
    if (offen.length === 0) return keine
    const ohneUnterschrift = konfig.unterschriftGiltAlsEmpfang ? listFehlendeUnterschriften(objekt) : offen
    return offen
      .filter(({ pfad }) => ohneUnterschrift.some((beteiligter) => beteiligter.pfad === pfad))
      .map((wer) => verstoss('fehlt', '/empfangsnachweise', { wer }))
  },
})
