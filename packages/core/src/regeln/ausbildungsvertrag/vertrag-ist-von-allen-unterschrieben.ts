import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import {
  englishNameOfPartei,
  listFehlendeUnterschriften,
  nameOfPartei,
  type Vertragsbeteiligter,
} from '../vertragsrechnung/parteien.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-020: the printed contract is there with all signatures, where it is kept that way. */
export const vertragIstVonAllenUnterschrieben = defineRegel({
  id: 'DAV-020',
  name: 'vertrag-ist-von-allen-unterschrieben',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'Druck und Unterschrift nach Vorgabe der Kammer; BBiG § 36 Abs. 1',
  rechtsgrundlageHwo: 'Druck und Unterschrift nach Vorgabe der Kammer; HwO § 30 Abs. 1',
  gueltigVon: seit.bvadig,
  beschreibung: {
    de: 'Wo die Kammer es verlangt, liegt der Vertrag mit den Unterschriften des Ausbildenden, der oder des Auszubildenden und aller gesetzlichen Vertreter vor; sonst ist eine fehlende Unterschrift auf einem schriftlichen Vertrag ein Hinweis.',
    en: 'Where the chamber demands it, the contract is there with the signatures of the company, the apprentice and all legal representatives; otherwise a signature missing on a written contract is a note.',
  },
  felder: [
    '/unterschriften',
    '/unterschriften/*/partei',
    '/unterschriften/*/vertreterNummer',
    '/vertragsform',
    '/dokumente',
    '/dokumente/*/art',
  ],
  beispiel: {
    vertrag: {
      vertragsform: 'schriftlich',
      abschlussdatum: '2026-05-18',
      unterschriften: [{ partei: 'ausbildender' }],
    },
  },
  dokumente: ({ vertrag: { vertragsform } }) =>
    vertragsform === 'schriftlich' ? [{ art: 'vertrag', pflicht: true }] : [],
  texte: {
    scan: festeMeldung('Der unterschriebene Vertrag fehlt.', 'The signed contract is missing.', {
      de: 'Laden Sie den unterschriebenen Vertrag als PDF hoch.',
      en: 'Upload the signed contract as a PDF.',
    }),
    unterschrift: meldung<{ wer: Vertragsbeteiligter }>(
      ({ wer }) => `Eine Unterschrift fehlt: ${nameOfPartei(wer)}.`,
      ({ wer }) => `A signature is missing: ${englishNameOfPartei(wer)}.`,
      {
        abhilfe: {
          de: 'Lassen Sie den Vertrag unterschreiben und laden Sie ihn neu hoch.',
          en: 'Have the contract signed and upload it again.',
        },
      },
    ),
  },
  check: (objekt, { konfig }, verstoss) => {
    const { vertragsform, abschlussdatum } = objekt.vertrag
    const verlangt = konfig.unterschriftNoetig
    // Older contracts need every signature by law (DAV-018).
    if (!verlangt && (vertragsform !== 'schriftlich' || (abschlussdatum ?? '') < seit.bvadig)) return keine
    const schwere = verlangt ? 'fehler' : 'hinweis'
    const verstoesse: Verstoss[] = []
    if (verlangt && !hasDokument(objekt.vertrag, 'vertrag')) verstoesse.push(verstoss('scan', '/dokumente', {}))
    for (const wer of listFehlendeUnterschriften(objekt))
      verstoesse.push(verstoss('unterschrift', '/unterschriften', { wer }, schwere))
    return verstoesse
  },
})
