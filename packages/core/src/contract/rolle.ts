import { type Static, Type } from 'typebox'
import { Datum, defineCodeliste, Id, ref } from './common.ts'

export type Rolle = Static<typeof Rolle>
export const Rolle = defineCodeliste(
  'Rolle',
  'What a person may be for a company, a chamber, a vendor or the operator.',
  [
    {
      code: 'unternehmensadministrator',
      name: 'Unternehmensadministrator',
      beschreibung: 'Keeps the company, its members and their roles; has no role of an application by that (MI-16).',
    },
    {
      code: 'ausbildungsadministrator',
      name: 'Ausbildungsadministrator',
      beschreibung: 'Keeps all books of the company and assigns trainers.',
    },
    { code: 'ausbilder', name: 'Ausbilder', beschreibung: 'Trainer; gives the final approval (BBiG § 28).' },
    {
      code: 'ausbildungsbeauftragter',
      name: 'Ausbildungsbeauftragter',
      beschreibung: 'Trains in a department; gives the first approval where there are two stages (BH-23).',
    },
    { code: 'azubi', name: 'Auszubildende', beschreibung: 'Apprentice; keeps the own book.' },
    {
      code: 'gesetzlicheVertretung',
      name: 'Gesetzliche Vertretung',
      beschreibung: 'Legal representative of an apprentice under age.',
    },
    { code: 'berufsschule', name: 'Berufsschule', beschreibung: 'Vocational school; reads.' },
    { code: 'antragsteller', name: 'Antragsteller', beschreibung: 'Files training contracts of the company.' },
    { code: 'sachbearbeitung', name: 'Sachbearbeitung', beschreibung: 'Clerk of a chamber.' },
    {
      code: 'ausbildungsberatung',
      name: 'Ausbildungsberatung',
      beschreibung: 'Training adviser of a chamber (BBiG § 76).',
    },
    { code: 'pruefungsausschuss', name: 'Prüfungsausschuss', beschreibung: 'Member of an examination board; reads.' },
    {
      code: 'bqBearbeitung',
      name: 'BQ-Bearbeitung',
      beschreibung: 'Edits the knowledge base on foreign qualifications for a chamber.',
    },
    {
      code: 'bqRedaktion',
      name: 'BQ-Redaktion',
      beschreibung: 'Steers the knowledge base on foreign qualifications; publishes nothing alone.',
    },
    { code: 'bqPruefung', name: 'BQ-Prüfung', beschreibung: 'Reviews the knowledge base on foreign qualifications.' },
    {
      code: 'bqNetzadministration',
      name: 'BQ-Netzadministration',
      beschreibung: 'Votes for keys, policies and redactions of the knowledge base in the name of a chamber.',
    },
    {
      code: 'kammeradministration',
      name: 'Kammeradministration',
      beschreibung: "Gives roles to a chamber's staff and keeps its settings.",
    },
    { code: 'anbieter', name: 'Anbieter', beschreibung: 'Works for a vendor of report books.' },
    { code: 'betreiber', name: 'Betreiber', beschreibung: 'Runs the gateway.' },
  ],
)

export type Kontextart = Static<typeof Kontextart>
export const Kontextart = defineCodeliste('Kontextart', 'For whom a person works in a request.', [
  { code: 'konto', name: 'Konto', beschreibung: 'For nobody but the own account.' },
  { code: 'unternehmen', name: 'Unternehmen', beschreibung: 'For a company, or for all in which the roles are held.' },
  { code: 'kammer', name: 'Kammer', beschreibung: 'For a chamber.' },
  { code: 'betreiber', name: 'Betreiber', beschreibung: 'For the operator of the gateway.' },
])

/** Form of the code of an application, for texts that no schema has seen. */
export const anwendungskennungsform = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

export type Anwendungskennung = Static<typeof Anwendungskennung>
export const Anwendungskennung = Type.String({
  $id: 'Anwendungskennung',
  description: 'Code of an application that roles are given for.',
  pattern: anwendungskennungsform.source,
  minLength: 2,
  maxLength: 40,
  examples: ['berichtsheft'],
})

export type Rollenangabe = Static<typeof Rollenangabe>
export const Rollenangabe = Type.Object(
  {
    id: ref(Id, 'Id of the assignment.'),
    anwendung: ref(Anwendungskennung, 'The application.'),
    rolle: ref(Rolle, 'The role.'),
    gueltigBis: Type.Optional(ref(Datum, 'Last day.')),
  },
  { $id: 'Rollenangabe', description: 'A role that somebody holds, in short.' },
)
