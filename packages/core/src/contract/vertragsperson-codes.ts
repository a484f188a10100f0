import type { Static } from 'typebox'
import { defineCodeliste } from './common.ts'

export type Geschlecht = Static<typeof Geschlecht>
export const Geschlecht = defineCodeliste(
  'Geschlecht',
  'Sex as in the civil register (BBiG § 34 Abs. 2 Nr. 2 and 11).',
  [
    { code: 'm', name: 'männlich', beschreibung: 'Male.' },
    { code: 'w', name: 'weiblich', beschreibung: 'Female.' },
    { code: 'd', name: 'divers', beschreibung: 'Diverse.' },
    { code: 'x', name: 'ohne Angabe', beschreibung: 'Not stated.' },
  ],
  { kennung: 'urn:xoev-de:xinneres:codeliste:geschlecht', version: '1' },
)

export type Schulabschluss = Static<typeof Schulabschluss>
export const Schulabschluss = defineCodeliste(
  'Schulabschluss',
  'Highest general school leaving certificate (BBiG § 34 Abs. 2 Nr. 2).',
  [
    {
      code: 'allgemeine_hochschulreife',
      name: 'Allgemeine Hochschulreife',
      beschreibung: 'General or subject-bound entrance qualification of universities (Abitur).',
    },
    {
      code: 'fachhochschulreife',
      name: 'Fachhochschulreife',
      beschreibung: 'Entrance qualification of universities of applied sciences.',
    },
    {
      code: 'mittlerer_schulabschluss',
      name: 'Mittlerer Schulabschluss',
      beschreibung: 'Intermediate certificate (Realschulabschluss, Fachoberschulreife).',
    },
    {
      code: 'erster_schulabschluss',
      name: 'Erster Schulabschluss',
      beschreibung: 'First certificate (Hauptschulabschluss).',
    },
    {
      code: 'ohne_ersten_schulabschluss',
      name: 'Ohne ersten Schulabschluss',
      beschreibung: 'Left school without a certificate.',
    },
    { code: '~wert_nicht_bekannt', name: 'Nicht bekannt', beschreibung: 'The certificate is not known.' },
    {
      code: '~wert_nicht_in_liste',
      name: 'Nicht in der Liste',
      beschreibung: 'Another certificate, for example one from abroad that fits none of these.',
    },
  ],
  { kennung: 'urn:xbildung-de:destatis:codeliste:artdesschulabschlusses', version: '2025-10-28' },
)

export type Vertreterart = Static<typeof Vertreterart>
export const Vertreterart = defineCodeliste(
  'Vertreterart',
  'What a legal representative is to the apprentice.',
  [
    { code: '1', name: 'Vater', beschreibung: 'Father.' },
    { code: '2', name: 'Mutter', beschreibung: 'Mother.' },
    { code: '3', name: 'Andere natürliche Person', beschreibung: 'Another person, for example a guardian.' },
    { code: '4', name: 'Juristische Person', beschreibung: 'A legal person, for example a youth welfare office.' },
  ],
  { kennung: 'urn:de:dsmeld:schluesseltabelle:gesetzlicher.vertreter', version: '3' },
)

export type Vertretungsform = Static<typeof Vertretungsform>
export const Vertretungsform = defineCodeliste(
  'Vertretungsform',
  'Who represents the apprentice, as the form asks (BGB §§ 1629, 1773; DAV-051 to DAV-053).',
  [
    { code: 'keine', name: 'Keine', beschreibung: 'Nobody; the apprentice is of age.' },
    { code: 'eltern', name: 'Eltern', beschreibung: 'Both parents together.' },
    { code: 'mutter', name: 'Mutter', beschreibung: 'The mother alone.' },
    { code: 'vater', name: 'Vater', beschreibung: 'The father alone.' },
    { code: 'vormund', name: 'Vormund', beschreibung: 'A guardian.' },
  ],
)

export type Vorausbildungsart = Static<typeof Vorausbildungsart>
export const Vorausbildungsart = defineCodeliste(
  'Vorausbildungsart',
  'Vocational training before this one (BBiG § 34 Abs. 2 Nr. 2).',
  [
    { code: 'keine', name: 'Keine', beschreibung: 'None.' },
    { code: 'dualAbgeschlossen', name: 'Dual, abgeschlossen', beschreibung: 'Dual training that was finished.' },
    {
      code: 'dualAbgebrochen',
      name: 'Dual, nicht abgeschlossen',
      beschreibung: 'Dual training that was not finished.',
    },
    {
      code: 'schulischAbgeschlossen',
      name: 'Schulisch, abgeschlossen',
      beschreibung: 'Training at a school that was finished.',
    },
    {
      code: 'schulischAbgebrochen',
      name: 'Schulisch, nicht abgeschlossen',
      beschreibung: 'Training at a school that was not finished.',
    },
    { code: 'ausland', name: 'Im Ausland', beschreibung: 'Training abroad.' },
    { code: 'unbekannt', name: 'Unbekannt', beschreibung: 'Not known.' },
  ],
)

export type Studienstand = Static<typeof Studienstand>
export const Studienstand = defineCodeliste('Studienstand', 'Studies before the training (BBiG § 34 Abs. 2 Nr. 2).', [
  { code: 'keines', name: 'Kein Studium', beschreibung: 'None.' },
  { code: 'abgeschlossen', name: 'Abgeschlossen', beschreibung: 'Finished studies.' },
  { code: 'abgebrochen', name: 'Nicht abgeschlossen', beschreibung: 'Studies that were not finished.' },
  { code: 'unbekannt', name: 'Unbekannt', beschreibung: 'Not known.' },
])

export type Berufsvorbereitung = Static<typeof Berufsvorbereitung>
export const Berufsvorbereitung = defineCodeliste(
  'Berufsvorbereitung',
  'Preparation for work or basic vocational training before (BBiG § 34 Abs. 2 Nr. 2).',
  [
    { code: 'keine', name: 'Keine', beschreibung: 'None.' },
    {
      code: 'betrieblicheQualifizierung',
      name: 'Betriebliche Qualifizierungsmaßnahme',
      beschreibung: 'Qualification in a company, for example an Einstiegsqualifizierung (EQ).',
    },
    {
      code: 'bildungsmassnahme',
      name: 'Berufsvorbereitende Bildungsmaßnahme',
      beschreibung: 'Measure of the employment agency (BvB).',
    },
    {
      code: 'vorbereitungsjahr',
      name: 'Berufsvorbereitungsjahr',
      beschreibung: 'School year that prepares for work (BVJ).',
    },
    {
      code: 'grundbildungsjahr',
      name: 'Berufsgrundbildungsjahr',
      beschreibung: 'School year of basic vocational training (BGJ).',
    },
    { code: 'berufsfachschule', name: 'Berufsfachschule', beschreibung: 'Vocational school without a full degree.' },
    { code: 'unbekannt', name: 'Unbekannt', beschreibung: 'Not known.' },
  ],
)

export type Eignungsart = Static<typeof Eignungsart>
export const Eignungsart = defineCodeliste(
  'Eignungsart',
  'How the professional suitability of a trainer is given (BBiG §§ 30, 34 Abs. 2 Nr. 11).',
  [
    {
      code: 'berufsabschluss',
      name: 'Abschluss in einschlägiger Fachrichtung',
      beschreibung: 'Vocational degree in a fitting field (BBiG § 30 Abs. 2 Nr. 1 and 2).',
    },
    { code: 'meister', name: 'Meisterprüfung', beschreibung: 'Examination as master craftsman (HwO § 22b).' },
    {
      code: 'hochschulabschluss',
      name: 'Hochschulabschluss',
      beschreibung: 'University degree in a fitting field (BBiG § 30 Abs. 2 Nr. 3).',
    },
    {
      code: 'ausland',
      name: 'Anerkannter ausländischer Abschluss',
      beschreibung: 'Recognised degree from abroad (BBiG § 30 Abs. 2 Nr. 4).',
    },
    {
      code: 'zuerkannt',
      name: 'Widerruflich zuerkannt',
      beschreibung: 'Suitability granted by the authority (BBiG § 30 Abs. 6).',
    },
    { code: 'freierBeruf', name: 'Freier Beruf', beschreibung: 'Licence of a liberal profession (BBiG § 30 Abs. 4).' },
  ],
)

export type Aevonachweis = Static<typeof Aevonachweis>
export const Aevonachweis = defineCodeliste(
  'Aevonachweis',
  'How the pedagogical suitability of a trainer is shown (AEVO §§ 2 to 7).',
  [
    { code: 'pruefung', name: 'Ausbildereignungsprüfung', beschreibung: 'Examination under the AEVO.' },
    { code: 'andererNachweis', name: 'Anderer Nachweis', beschreibung: 'Other proof (AEVO § 6).' },
    { code: 'befreiung', name: 'Befreiung', beschreibung: 'Exempted by the authority (AEVO § 6).' },
    { code: 'bestandsschutz', name: 'Bestandsschutz', beschreibung: 'Trained before 1 August 2009 (AEVO § 7).' },
    { code: 'nichtNoetig', name: 'Nicht nötig', beschreibung: 'Not needed: training in a liberal profession.' },
  ],
)

export type Ausbildermeldung = Static<typeof Ausbildermeldung>
export const Ausbildermeldung = defineCodeliste(
  'Ausbildermeldung',
  'What the chamber knows of a trainer for this company and occupation (BBiG §§ 29, 30; DAV-161).',
  [
    { code: 'nichtGemeldet', name: 'Nicht gemeldet', beschreibung: 'The chamber was told nothing yet.' },
    { code: 'gemeldet', name: 'Gemeldet', beschreibung: 'Reported for the first time; waits for the check.' },
    { code: 'inPruefung', name: 'In Prüfung', beschreibung: 'A training adviser checks the proofs.' },
    { code: 'anerkannt', name: 'Anerkannt', beschreibung: 'Accepted as trainer of the occupation.' },
    { code: 'abgelehnt', name: 'Abgelehnt', beschreibung: 'Not accepted.' },
  ],
)
