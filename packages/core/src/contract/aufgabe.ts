import { type Static, Type } from 'typebox'
import { defineCodeliste, Firmenname, Id, Knr, ref, seitenParameter, seiteOf, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'

export type Aufgabenart = Static<typeof Aufgabenart>
export const Aufgabenart = defineCodeliste('Aufgabenart', 'Why something waits for a person.', [
  { code: 'beitrittsanfrage', name: 'Beitrittsanfrage', beschreibung: 'Somebody asks to join the company (MI-08).' },
  { code: 'rollenanfrage', name: 'Rollenanfrage', beschreibung: 'A member asks for a role (MI-43).' },
  { code: 'einladungAnnehmen', name: 'Einladung annehmen', beschreibung: 'A company invited the person (MI-37).' },
  {
    code: 'einladungGenehmigen',
    name: 'Beitritt genehmigen',
    beschreibung: 'An invited person accepted and waits for the final approval (MI-40).',
  },
  { code: 'rolleEndet', name: 'Rolle endet', beschreibung: 'A role ends soon.' },
  {
    code: 'unternehmenPruefen',
    name: 'Unternehmen prüfen',
    beschreibung: 'The chamber has to decide about a registration (MI-29).',
  },
  {
    code: 'rueckfrageBeantworten',
    name: 'Rückfrage beantworten',
    beschreibung: 'The chamber asks back about a registration (MI-29).',
  },
  {
    code: 'unternehmenAktivieren',
    name: 'Unternehmen aktivieren',
    beschreibung: 'The letter with the activation password is on its way (MI-31).',
  },
  {
    code: 'loeschungPruefen',
    name: 'Löschung prüfen',
    beschreibung: 'The chamber has to decide about the deletion of a company (MI-49).',
  },
  {
    code: 'elsterPruefen',
    name: 'ELSTER-Abgleich prüfen',
    beschreibung: 'The chamber has to look at a difference found by ELSTER (BH-31).',
  },
  {
    code: 'beteiligungBestaetigen',
    name: 'Zuordnung bestätigen',
    beschreibung: 'The company proposes to link an account to the own book.',
  },
  {
    code: 'berichtUeberarbeiten',
    name: 'Bericht überarbeiten',
    beschreibung: 'A report of the own book was sent back (BH-13).',
  },
  {
    code: 'berichtFreigebenStufe1',
    name: 'Bericht freigeben, Stufe 1',
    beschreibung: 'A report of an assigned apprentice waits for the first approval (BH-22, BH-23).',
  },
  {
    code: 'berichtFreigeben',
    name: 'Bericht freigeben',
    beschreibung: 'A report waits for the approval of the trainer (BH-12).',
  },
  {
    code: 'anforderungBeantworten',
    name: 'Anforderung beantworten',
    beschreibung: 'The chamber asks for a book of the company (BH-16).',
  },
  {
    code: 'vertragPruefen',
    name: 'Ausbildungsvertrag prüfen',
    beschreibung: 'A training contract waits for the chamber (DV-03).',
  },
  {
    code: 'vertragBearbeiten',
    name: 'Ausbildungsvertrag bearbeiten',
    beschreibung:
      'A training contract waits for the company: documents, signatures, or handing it in (DV-03 to DV-05).',
  },
  {
    code: 'aenderungPruefen',
    name: 'Vertragsänderung prüfen',
    beschreibung: 'A change of a training contract waits for the chamber (DV-12).',
  },
  {
    code: 'aenderungBearbeiten',
    name: 'Vertragsänderung bearbeiten',
    beschreibung: 'A change of a training contract waits for the company.',
  },
  {
    code: 'aufloesungPruefen',
    name: 'Auflösung prüfen',
    beschreibung: 'The company told that a contract ended before its time (BBiG § 34 Abs. 2 Nr. 8).',
  },
  {
    code: 'vertragsfristAbgelaufen',
    name: 'Frist abgelaufen',
    beschreibung: 'A deadline of the company has passed: the chamber decides what follows (BBiG § 35 Abs. 2).',
  },
  {
    code: 'nachuntersuchungFehlt',
    name: 'Nachuntersuchung fehlt',
    beschreibung: 'The certificate of the second examination was not shown within a year (DAV-059).',
  },
  {
    code: 'ausbilderPruefen',
    name: 'Ausbilder prüfen',
    beschreibung: 'A company reported a trainer whose suitability the chamber has to check (DV-15).',
  },
  {
    code: 'berichtsheftAnlegen',
    name: 'Berichtsheft anlegen',
    beschreibung: 'A contract is registered whose report book is to be kept electronically, and has none yet (BH-20).',
  },
])

export type Aufgabe = Static<typeof Aufgabe>
export const Aufgabe = Type.Object(
  {
    id: ref(Id, 'Id of the object that waits.'),
    art: ref(Aufgabenart),
    text: Type.String({
      description: 'What waits and why, in German.',
      examples: ['Beitrittsanfrage von Tilda Ehrlichmann'],
    }),
    textEnglisch: Type.String({ description: 'The same in English.', examples: ['Tilda Ehrlichmann asks to join'] }),
    verweis: Type.String({
      description: 'Address of the object.',
      pattern: '^/v1/[!-~]+$',
      examples: ['/v1/mitgliedsanfragen/01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'],
    }),
    kontext: Type.String({
      description: 'What Berichtsheft-Kontext has to be to work on it.',
      pattern: '^(konto|betreiber|kammer:[0-9]{3}([0-9]{2})?|unternehmen:[0-9a-f-]{36})$',
      examples: ['unternehmen:01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'],
    }),
    unternehmenId: Type.Optional(ref(Id, 'The company that it is about.')),
    unternehmen: Type.Optional(ref(Firmenname, 'Its name.')),
    knr: Type.Optional(ref(Knr, 'The chamber that it is about.')),
    zugewiesenAn: Type.Optional(ref(Id, 'Account of who has taken it; others need not act.')),
    seit: ref(Zeitpunkt, 'Since when it waits.'),
    bis: Type.Optional(ref(Zeitpunkt, 'Until when it can be done; then it ends by itself.')),
  },
  { $id: 'Aufgabe', description: 'Something that waits for the person who asks: what, why, until when.' },
)

export const AufgabeSeite = seiteOf(Aufgabe, 'Aufgabe')
export type AufgabeSeite = Static<typeof AufgabeSeite>

export type AufgabeFilter = Static<typeof AufgabeFilter>
export const AufgabeFilter = Type.Object(
  { ...seitenParameter, art: Type.Optional(ref(Aufgabenart)) },
  { $id: 'AufgabeFilter', description: 'Filter of a list of tasks.', additionalProperties: false },
)

export const listAufgaben = defineOperation({
  method: 'GET',
  url: '/v1/aufgaben',
  schema: {
    operationId: 'listAufgaben',
    tags: ['Aufgaben'],
    summary: 'List what waits for the person: in all capacities, or in the one that Berichtsheft-Kontext names',
    querystring: ref(AufgabeFilter),
    response: { 200: ref(AufgabeSeite) },
  },
})
