import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { hasDokument, type Vertragsobjekt } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

const mindestalter = 15

const abhilfe = {
  de: 'Fügen Sie den Nachweis bei, dass die Vollzeitschulpflicht beendet ist.',
  en: 'Add the proof that compulsory full-time school is over.',
}

const isNachweisNoetig = ({ vertrag: { azubi }, lage: { alterBeiBeginn } }: Vertragsobjekt): boolean =>
  azubi?.vollzeitschulpflichtig === true || (alterBeiBeginn !== undefined && alterBeiBeginn < mindestalter)

/** DAV-061: who is under fifteen or still has to go to school shows that this is over. */
export const vollzeitschulpflichtIstBeendet = defineRegel({
  id: 'DAV-061',
  name: 'vollzeitschulpflicht-ist-beendet',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'JArbSchG §§ 2, 5, 7',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Wer beim Beginn noch nicht 15 oder noch vollzeitschulpflichtig ist, belegt das Ende der Vollzeitschulpflicht.',
    en: 'Who is not yet 15 at the begin or still has to go to full-time school shows that this is over.',
  },
  felder: ['/azubi/geburtsdatum', '/azubi/vollzeitschulpflichtig', '/beginn', '/dokumente/*/art'],
  beispiel: { vertrag: { azubi: { geburtsdatum: '2011-08-02' }, beginn: '2026-08-01' } },
  dokumente: (objekt) => (isNachweisNoetig(objekt) ? [{ art: 'vollzeitschulpflicht', pflicht: false }] : []),
  texte: {
    alter: meldung<{ alter: number }>(
      ({ alter }) =>
        `Die oder der Auszubildende ist beim Beginn ${alter} Jahre alt; das Ende der Vollzeitschulpflicht ist nicht belegt.`,
      ({ alter }) =>
        `The apprentice is ${alter} years old at the begin; the end of compulsory full-time school is not shown.`,
      {
        gefunden: ({ alter }) => `${alter} Jahre`,
        erwartet: () => 'mindestens 15 Jahre oder ein Nachweis',
        abhilfe,
      },
    ),
    pflicht: festeMeldung(
      'Die oder der Auszubildende ist beim Beginn noch vollzeitschulpflichtig.',
      'The apprentice still has to go to full-time school at the begin.',
      abhilfe,
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    if (!isNachweisNoetig(objekt) || hasDokument(objekt.vertrag, 'vollzeitschulpflicht')) return keine
    const { alterBeiBeginn: alter } = objekt.lage
    return alter !== undefined && alter < mindestalter
      ? [verstoss('alter', '/azubi/geburtsdatum', { alter })]
      : [verstoss('pflicht', '/azubi/vollzeitschulpflichtig', {})]
  },
})
