import { type Static, Type } from 'typebox'
import { Bezeichnung, Datum, defineCodeliste, Id, ref, Text, Zeitpunkt } from './common.ts'
import { Verstoss } from './problem.ts'
import { Untersuchung, Vertragsdokument } from './vertragsabfassung.ts'
import { CreateVertragsaufloesung } from './vertragsaenderung.ts'

export type Beendigungsgrund = Static<typeof Beendigungsgrund>
export const Beendigungsgrund = defineCodeliste('Beendigungsgrund', 'Why a training has ended (BBiG § 21).', [
  { code: 'zeitablauf', name: 'Ablauf der Ausbildungsdauer', beschreibung: 'The agreed time is over (Abs. 1).' },
  {
    code: 'pruefungBestanden',
    name: 'Bestandene Abschlussprüfung',
    beschreibung: 'The final exam was passed before; the day on which its result was told (Abs. 2).',
  },
])

export type CreateVertragsbeendigung = Static<typeof CreateVertragsbeendigung>
export const CreateVertragsbeendigung = Type.Object(
  {
    datum: ref(Datum, 'Last day of the training.'),
    grund: ref(Beendigungsgrund),
  },
  {
    $id: 'CreateVertragsbeendigung',
    description: 'The training has ended with its time, or with the passed exam (BBiG § 21; DAV-092).',
    additionalProperties: false,
  },
)

export type Loeschungsanlass = Static<typeof Loeschungsanlass>
export const Loeschungsanlass = defineCodeliste(
  'Loeschungsanlass',
  'What a registration is deleted for (BBiG § 35 Abs. 2; HwO § 29 Abs. 2).',
  [
    {
      code: 'nachuntersuchung',
      name: 'Fehlende Nachuntersuchung',
      beschreibung: 'Its certificate was not shown by the day of the application to the exam (Satz 2; DAV-060).',
    },
    {
      code: 'voraussetzungen',
      name: 'Fehlende Voraussetzungen',
      beschreibung: 'What the registration needs does not hold any more (Satz 1).',
    },
  ],
)

export type CreateVertragsloeschung = Static<typeof CreateVertragsloeschung>
export const CreateVertragsloeschung = Type.Object(
  {
    anlass: ref(Loeschungsanlass),
    grund: ref(Text, 'Reason, which the company is told.'),
    pruefungsanmeldungAm: Type.Optional(
      ref(Datum, 'Day of the application to the intermediate exam or part 1; needed for a missing examination.'),
    ),
    unbehebbar: Type.Optional(
      Type.Boolean({
        description: 'Whether the defect cannot be mended, or the apprentice is in danger: then no deadline is needed.',
      }),
    ),
  },
  {
    $id: 'CreateVertragsloeschung',
    description: 'Deletion of a registration (BBiG § 35 Abs. 2; HwO § 29 Abs. 2).',
    additionalProperties: false,
  },
)

export type CreateNachuntersuchung = Static<typeof CreateNachuntersuchung>
export const CreateNachuntersuchung = Type.Object(
  {
    untersuchung: ref(Untersuchung),
    dokument: Type.Optional(ref(Vertragsdokument, 'The certificate.')),
  },
  {
    $id: 'CreateNachuntersuchung',
    description: 'The certificate of the second examination was shown (JArbSchG § 33; DAV-059).',
    additionalProperties: false,
  },
)

export type Vertragsaufloesungsmeldung = Static<typeof Vertragsaufloesungsmeldung>
export const Vertragsaufloesungsmeldung = Type.Object(
  {
    ...CreateVertragsaufloesung.properties,
    gemeldetAm: ref(Zeitpunkt, 'When it was told.'),
    verstoesse: Type.Optional(
      Type.Array(ref(Verstoss), { maxItems: 100, description: 'Findings that the chamber should look at.' }),
    ),
  },
  {
    $id: 'Vertragsaufloesungsmeldung',
    description: 'What the company told of the end of a contract before its time; the chamber registers it.',
  },
)

export type Vertragssperre = Static<typeof Vertragssperre>
export const Vertragssperre = Type.Object(
  {
    vertragId: ref(Id),
    grund: ref(Bezeichnung, 'Why the contract must be kept.'),
    erstelltAm: ref(Zeitpunkt, 'Since when.'),
  },
  {
    $id: 'Vertragssperre',
    description: 'A hold of one party on the erasure of a contract; while any party has one, it is kept.',
  },
)
