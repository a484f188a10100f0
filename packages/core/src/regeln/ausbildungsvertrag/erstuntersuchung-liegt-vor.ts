import type { Verstoss } from '../../contract/problem.ts'
import { addMonate } from '../../domain/kalender.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

/** Months before the begin within which the examination took place. */
const gueltigMonate = 14

const isUnter18 = (alter: number | undefined): boolean => alter !== undefined && alter < 18

/** DAV-056: who is under age at the begin was examined within the last fourteen months. */
export const erstuntersuchungLiegtVor = defineRegel({
  id: 'DAV-056',
  name: 'erstuntersuchung-liegt-vor',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'JArbSchG § 32 Abs. 1, BBiG § 35 Abs. 1 Nr. 3',
  rechtsgrundlageHwo: 'JArbSchG § 32 Abs. 1, HwO § 29 Abs. 1 Nr. 3',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Wer beim Beginn noch nicht 18 ist, legt die Bescheinigung über die Erstuntersuchung vor; sie fand in den 14 Monaten vor dem Beginn statt.',
    en: 'Who is not yet 18 at the begin presents the certificate of the first examination, which took place within the 14 months before the begin.',
  },
  felder: ['/erstuntersuchung', '/erstuntersuchung/datum', '/azubi/geburtsdatum', '/beginn', '/dokumente/*/art'],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2010-02-10' },
      beginn: '2026-08-01',
      erstuntersuchung: { datum: '2025-05-31' },
      dokumente: [{ art: 'erstuntersuchung' }],
    },
  },
  dokumente: ({ lage: { alterBeiBeginn } }) =>
    isUnter18(alterBeiBeginn) ? [{ art: 'erstuntersuchung', pflicht: true }] : [],
  texte: {
    bescheinigung: festeMeldung(
      'Die Bescheinigung über die Erstuntersuchung fehlt.',
      'The certificate of the first examination is missing.',
      {
        de: 'Fügen Sie die Bescheinigung für den Arbeitgeber bei, spätestens mit dem unterzeichneten Vertrag.',
        en: 'Add the certificate for the employer, at the latest with the signed contract.',
      },
    ),
    datum: festeMeldung('Der Tag der Erstuntersuchung fehlt.', 'The day of the first examination is missing.', {
      de: 'Tragen Sie den Tag der Untersuchung ein.',
      en: 'Enter the day of the examination.',
    }),
    zeitraum: meldung<{ datum: string; von: string; bis: string }>(
      ({ datum, bis }) =>
        `Die Erstuntersuchung am ${toDeutschesDatum(datum)} liegt nicht in den 14 Monaten vor dem Beginn am ${toDeutschesDatum(bis)}.`,
      ({ datum, bis }) => `The first examination on ${datum} is not within the 14 months before the begin on ${bis}.`,
      {
        gefunden: ({ datum }) => toDeutschesDatum(datum),
        erwartet: ({ von, bis }) => `${toDeutschesDatum(von)} bis ${toDeutschesDatum(bis)}`,
        abhilfe: {
          de: 'Lassen Sie die Untersuchung vor dem Beginn nachholen.',
          en: 'Have the examination done before the begin.',
        },
      },
    ),
  },
  check: ({ vertrag, lage: { alterBeiBeginn } }, _kontext, verstoss) => {
    const { beginn, erstuntersuchung } = vertrag
    if (!isUnter18(alterBeiBeginn) || beginn === undefined) return keine
    const verstoesse: Verstoss[] = []
    if (!hasDokument(vertrag, 'erstuntersuchung')) verstoesse.push(verstoss('bescheinigung', '/erstuntersuchung', {}))
    const datum = erstuntersuchung?.datum
    if (datum === undefined) return [...verstoesse, verstoss('datum', '/erstuntersuchung/datum', {})]
    const von = addMonate(beginn, -gueltigMonate)
    if (datum < von || datum > beginn)
      verstoesse.push(verstoss('zeitraum', '/erstuntersuchung/datum', { datum, von, bis: beginn }))
    return verstoesse
  },
})
