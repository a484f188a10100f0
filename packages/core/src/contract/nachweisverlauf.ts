import { type Static, Type } from 'typebox'
import { Datum, defineCodeliste, FremdId, JsonZeiger, Personenname, ref, Text, Zeitpunkt } from './common.ts'

export type Nachweisstatus = Static<typeof Nachweisstatus>
export const Nachweisstatus = defineCodeliste('Nachweisstatus', 'State of a report (BH-10 … BH-13, BH-23).', [
  { code: 'entwurf', name: 'Entwurf', beschreibung: 'The apprentice is writing it.' },
  { code: 'eingereicht', name: 'Eingereicht', beschreibung: 'It was handed in for approval.' },
  { code: 'stufe1Freigegeben', name: 'Stufe 1 freigegeben', beschreibung: 'The first of two approvals was given.' },
  { code: 'freigegeben', name: 'Freigegeben', beschreibung: 'The trainer approved it.' },
  { code: 'zurueckgewiesen', name: 'Zurückgewiesen', beschreibung: 'It was sent back with a comment.' },
  {
    code: 'wiederGeoeffnet',
    name: 'Wieder geöffnet',
    beschreibung: 'An approved report was opened again, with a reason.',
  },
])

export type Beteiligtenrolle = Static<typeof Beteiligtenrolle>
export const Beteiligtenrolle = defineCodeliste('Beteiligtenrolle', 'In which role somebody took a step.', [
  { code: 'auszubildende', name: 'Auszubildende', beschreibung: 'The apprentice.' },
  { code: 'ausbilder', name: 'Ausbilder', beschreibung: 'The trainer (BBiG § 28).' },
  {
    code: 'ausbildungsbeauftragter',
    name: 'Ausbildungsbeauftragter',
    beschreibung: 'A person who trains for a section.',
  },
  { code: 'unternehmen', name: 'Unternehmen', beschreibung: 'The training company (Ausbildende).' },
  { code: 'gesetzlicheVertretung', name: 'Gesetzliche Vertretung', beschreibung: 'A legal representative.' },
  { code: 'kammer', name: 'Kammer', beschreibung: 'Staff of a chamber.' },
  { code: 'anbieter', name: 'Anbieter', beschreibung: 'The vendor of the report book, by its system.' },
  { code: 'system', name: 'System', beschreibung: 'The gateway itself, by a rule.' },
])

export type Beteiligter = Static<typeof Beteiligter>
export const Beteiligter = Type.Object(
  {
    name: Type.Optional(ref(Personenname, 'Name, where the source knows it.')),
    rolle: Type.Optional(ref(Beteiligtenrolle, 'Role, where the source knows it.')),
    kennung: Type.Optional(ref(FremdId, "The source's key of this person, where no name is known.")),
  },
  { $id: 'Beteiligter', description: 'Who took a step; unknown parts stay absent.', additionalProperties: false },
)

export type Schritt = Static<typeof Schritt>
export const Schritt = Type.Object(
  {
    vorgang: ref(Nachweisstatus, 'The state that the step led to.'),
    datum: Type.Optional(ref(Datum, 'Day of the step, where no instant is known.')),
    zeitpunkt: Type.Optional(ref(Zeitpunkt, 'Instant of the step, where the source knows it (AN-026).')),
    durch: Type.Optional(ref(Beteiligter, 'Who took it.')),
    kommentar: Type.Optional(ref(Text, 'Comment; mandatory when a report is sent back or opened again (BH-13).')),
  },
  {
    $id: 'Schritt',
    description: 'One step in the life of a report: who, when, to which state.',
    additionalProperties: false,
  },
)

export type Kommentar = Static<typeof Kommentar>
export const Kommentar = Type.Object(
  {
    text: ref(Text, 'What was said.'),
    von: Type.Optional(ref(Beteiligter, 'Who said it.')),
    datum: Type.Optional(ref(Datum, 'Day, where no instant is known.')),
    zeitpunkt: Type.Optional(ref(Zeitpunkt, 'Instant, where it is known.')),
    bezug: Type.Optional(ref(JsonZeiger, 'The part of the report that is spoken of.')),
  },
  { $id: 'Kommentar', description: 'A remark in the dialogue about a report (BH-05).', additionalProperties: false },
)
