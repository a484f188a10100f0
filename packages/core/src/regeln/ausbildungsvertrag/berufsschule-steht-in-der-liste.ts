import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-046: the vocational school is one of the list of the chamber, or another one with a reason. */
export const berufsschuleStehtInDerListe = defineRegel({
  id: 'DAV-046',
  name: 'berufsschule-steht-in-der-liste',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'Schulgesetz des Landes; Verzeichnis der Kammer',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Die zuständige Berufsschule ist aus der Liste der Kammer gewählt; eine andere ist mit der Ausbildungsberatung abgestimmt und begründet.',
    en: 'The vocational school in charge is chosen from the list of the chamber; another one is agreed with the training adviser and has a reason.',
  },
  felder: ['/berufsschule', '/berufsschule/name', '/berufsschule/schluessel', '/berufsschule/abweichung'],
  beispiel: { vertrag: {} },
  texte: {
    fehlt: festeMeldung('Die zuständige Berufsschule fehlt.', 'The vocational school in charge is missing.', {
      de: 'Wählen Sie die Berufsschule aus der Liste der Kammer; fehlt sie dort, fragen Sie die Ausbildungsberatung.',
      en: 'Choose the school from the list of the chamber; if it is not there, ask the training adviser.',
    }),
    andere: meldung<{ schule: string }>(
      ({ schule }) => `Die Berufsschule „${schule}“ steht nicht in der Liste der Kammer.`,
      ({ schule }) => `The school "${schule}" is not in the list of the chamber.`,
      {
        gefunden: ({ schule }) => schule,
        abhilfe: {
          de: 'Wählen Sie eine Schule der Liste, oder begründen Sie die Abweichung nach Rücksprache mit der Ausbildungsberatung.',
          en: 'Choose a school of the list, or give the reason after asking the training adviser.',
        },
      },
    ),
  },
  check: ({ vertrag: { berufsschule }, stammdaten }, _kontext, verstoss) => {
    const { name, schluessel, abweichung } = berufsschule ?? {}
    const schule = name ?? schluessel
    if (schule === undefined) return [verstoss('fehlt', '/berufsschule', {})]
    const liste = stammdaten?.berufsschulen
    if (liste === undefined || abweichung !== undefined || (schluessel !== undefined && liste.has(schluessel)))
      return keine
    return [
      verstoss('andere', schluessel === undefined ? '/berufsschule/name' : '/berufsschule/schluessel', { schule }),
    ]
  },
})
