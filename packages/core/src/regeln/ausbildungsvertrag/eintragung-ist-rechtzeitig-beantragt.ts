import type { Verstoss } from '../../contract/problem.ts'
import { addTage } from '../../domain/kalender.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-019: the registration is applied for without delay, and before the training begins. */
export const eintragungIstRechtzeitigBeantragt = defineRegel({
  id: 'DAV-019',
  name: 'eintragung-ist-rechtzeitig-beantragt',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 36 Abs. 1 Satz 1, § 101',
  rechtsgrundlageHwo: 'HwO § 30 Abs. 1 Satz 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Eintragung wird unverzüglich nach dem Abschluss beantragt: binnen der Wochen, die die Kammer setzt (sonst vier), und nicht nach dem Beginn.',
    en: 'The registration is applied for without delay after the conclusion: within the weeks that the chamber sets (else four), and not after the begin.',
  },
  felder: ['/abschlussdatum', '/beginn'],
  beispiel: { vertrag: { abschlussdatum: '2026-05-18', beginn: '2026-08-01' }, eingang: '2026-06-16' },
  texte: {
    spaet: meldung<{ eingang: string; abschluss: string; frist: string }>(
      ({ eingang, abschluss }) =>
        `Der Antrag ging am ${toDeutschesDatum(eingang)} ein; geschlossen wurde der Vertrag am ${toDeutschesDatum(abschluss)}.`,
      ({ eingang, abschluss }) => `The application came in on ${eingang}; the contract was concluded on ${abschluss}.`,
      {
        gefunden: ({ eingang }) => toDeutschesDatum(eingang),
        erwartet: ({ frist }) => `bis zum ${toDeutschesDatum(frist)}`,
        abhilfe: {
          de: 'Beantragen Sie die Eintragung künftig unverzüglich nach dem Abschluss.',
          en: 'Apply for the registration without delay after the conclusion in future.',
        },
      },
    ),
    nachBeginn: meldung<{ eingang: string; beginn: string }>(
      ({ eingang, beginn }) =>
        `Der Antrag ging am ${toDeutschesDatum(eingang)} ein, nach dem Beginn am ${toDeutschesDatum(beginn)}.`,
      ({ eingang, beginn }) => `The application came in on ${eingang}, after the begin on ${beginn}.`,
      {
        gefunden: ({ eingang }) => toDeutschesDatum(eingang),
        erwartet: ({ beginn }) => `vor dem ${toDeutschesDatum(beginn)}`,
        abhilfe: {
          de: 'Beantragen Sie die Eintragung künftig vor dem ersten Tag der Ausbildung.',
          en: 'Apply for the registration before the first day of training in future.',
        },
      },
    ),
  },
  check: ({ vertrag: { abschlussdatum: abschluss, beginn }, eingang }, { konfig }, verstoss) => {
    if (eingang === undefined) return keine
    const verstoesse: Verstoss[] = []
    if (abschluss !== undefined) {
      const frist = addTage(abschluss, 7 * konfig.antragsfristWochen)
      if (eingang > frist) verstoesse.push(verstoss('spaet', '/abschlussdatum', { eingang, abschluss, frist }))
    }
    if (beginn !== undefined && eingang > beginn)
      verstoesse.push(verstoss('nachBeginn', '/beginn', { eingang, beginn }))
    return verstoesse
  },
})
