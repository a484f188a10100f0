import { type Static, Type } from 'typebox'
import { Anschrift } from './anschrift.ts'
import { Nachweisform } from './berichtsheft.ts'
import { Bezeichnung, Datum, FremdId, Knr, ref, Text } from './common.ts'
import { entwurfOf } from './entwurf.ts'
import {
  Berufsregelung,
  Kammerart,
  Nachweistraeger,
  Rechtsgrundlage,
  Vertragsform,
  Zeitmodell,
} from './vertrag-codes.ts'
import {
  Ausbildungsplan,
  Aushaendigung,
  Empfangsnachweis,
  Untersuchung,
  Vertragsdokument,
  Vertragstext,
  Vertragsunterschrift,
} from './vertragsabfassung.ts'
import {
  Arbeitszeit,
  Ausbildungsmassnahme,
  Foerderung,
  Sachbezug,
  Tarifangabe,
  Tarifbetrag,
  Urlaub,
  Verguetung,
  Vertragsschule,
} from './vertragsbedingungen.ts'
import { Anrechnung, Anschlussvertrag, Auslandsabschnitt, Teilzeit, Verkuerzung } from './vertragsdauer.ts'
import {
  Ausbildender,
  Ausbildungsstaette,
  Kontaktdaten,
  Vertragsausbilder,
  Vertragsazubi,
  Vertreter,
  Vorausbildung,
  Wirtschaftszweig,
} from './vertragspartei.ts'
import { Vertretungsform } from './vertragsperson-codes.ts'

export type Vertragsberuf = Static<typeof Vertragsberuf>
export const Vertragsberuf = Type.Object(
  {
    kennung: Type.Optional(ref(FremdId, 'Key of the occupation in the catalogue; without it, the name is looked up.')),
    bezeichnung: ref(Bezeichnung, 'Name of the occupation as in its ordinance (DF-01).'),
    regelung: Type.Optional(ref(Berufsregelung, 'What regulates it; absent means an ordinance.')),
    fachrichtung: Type.Optional(ref(Bezeichnung, 'Fachrichtung, where the ordinance has any (DAV-003).')),
    schwerpunkt: Type.Optional(ref(Bezeichnung, 'Schwerpunkt, where the ordinance has any.')),
    einsatzgebiet: Type.Optional(ref(Bezeichnung, 'Einsatzgebiet, where the ordinance has any.')),
    wahlqualifikationen: Type.Optional(
      Type.Array(ref(Bezeichnung), {
        maxItems: 20,
        description: 'Wahlqualifikationen that were chosen.',
        'x-xml': { element: 'wahlqualifikation' },
      }),
    ),
  },
  { $id: 'Vertragsberuf', description: 'The occupation and what was chosen in it.', additionalProperties: false },
)

export type Betriebsvereinbarungen = Static<typeof Betriebsvereinbarungen>
export const Betriebsvereinbarungen = Type.Object(
  {
    vorhanden: Type.Boolean({ description: 'Whether there are any; that there are none is an answer, too.' }),
    hinweis: Type.Optional(ref(Text, 'General reference to them (DF-49).')),
  },
  {
    $id: 'Betriebsvereinbarungen',
    description: 'Works and service agreements that apply (BBiG § 11 Abs. 1 Nr. 11; DAV-014).',
    additionalProperties: false,
  },
)

const liste = <T extends Parameters<typeof ref>[0]>(
  schema: T,
  maxItems: number,
  description: string,
  element: string,
) => Type.Array(ref(schema), { maxItems, description, 'x-xml': { element } })
const mindestensEine = { minItems: 1 } as const

/**
 * The content of a training contract with its application for registration: one data set for the application, the
 * company's and the apprentice's copy (DV-01). Required is what the contract cannot be registered without; what the rules
 * only ask for is optional.
 *
 * @see BBiG §§ 11, 34 Abs. 2, 36; HwO §§ 28 to 30; DF-01 to DF-54
 */
export type Vertragsantrag = Static<typeof Vertragsantrag>
export const Vertragsantrag = Type.Object(
  {
    rechtsgrundlage: ref(Rechtsgrundlage),
    kammerart: ref(Kammerart),
    knr: ref(Knr, 'The chamber that is to register it (DF-04).'),
    beruf: ref(Vertragsberuf),
    ausbildender: ref(Ausbildender),
    ausbildungsstaetten: Type.Array(ref(Ausbildungsstaette), {
      ...mindestensEine,
      maxItems: 20,
      description: 'Where the training takes place (DAV-007).',
      'x-xml': { element: 'ausbildungsstaette' },
    }),
    massnahmen: Type.Optional(
      liste(Ausbildungsmassnahme, 20, 'Parts of the training outside these sites (DF-42).', 'massnahme'),
    ),
    ausbilder: liste(
      Vertragsausbilder,
      20,
      'Responsible trainers; none where the owner trains in person (DAV-160).',
      'ausbilder',
    ),
    azubi: ref(Vertragsazubi),
    vertretung: ref(Vertretungsform),
    vertreter: Type.Optional(liste(Vertreter, 4, 'All legal representatives of a minor (DF-25).', 'vertreter')),
    erstuntersuchung: Type.Optional(ref(Untersuchung, 'First examination (JArbSchG § 32; DF-27).')),
    nachuntersuchung: Type.Optional(ref(Untersuchung, 'Examination after a year (JArbSchG § 33; DF-28).')),
    abschlussdatum: ref(Datum, 'Day on which the contract was concluded (BBiG § 34 Abs. 2 Nr. 6; DAV-018).'),
    beginn: ref(Datum, 'First day of training (DF-39).'),
    ende: ref(Datum, 'Last day of training, as it is computed (DAV-086).'),
    dauerMonate: Type.Integer({
      minimum: 0,
      maximum: 120,
      description: 'Full duration by the ordinance, in months (DF-29; DAV-070).',
    }),
    anrechnungen: Type.Optional(liste(Anrechnung, 10, 'Earlier learning that counts (DF-30, DF-31).', 'anrechnung')),
    verkuerzungen: Type.Optional(liste(Verkuerzung, 10, 'Shortening on application (DF-36).', 'verkuerzung')),
    zeitmodell: ref(Zeitmodell),
    teilzeit: Type.Optional(liste(Teilzeit, 10, 'Part-time and its periods (DF-35).', 'abschnitt')),
    verlaengerungVerlangt: Type.Optional(
      Type.Boolean({
        description:
          'Whether the apprentice demands part-time beyond its limit up to the next exam (BBiG § 7a Abs. 3; DAV-084).',
      }),
    ),
    pruefungstermin: Type.Optional(ref(Datum, 'Day of the final exam, where it is known (DAV-087).')),
    anschlussvertrag: ref(Anschlussvertrag),
    dualesStudium: Type.Boolean({
      description: 'Part of a dual study programme that includes the training (BBiG § 34 Abs. 2 Nr. 5; DF-38).',
    }),
    probezeitMonate: Type.Integer({ minimum: 0, maximum: 120, description: 'Probation in months (DF-40; DAV-088).' }),
    arbeitszeiten: Type.Array(ref(Arbeitszeit), {
      ...mindestensEine,
      maxItems: 10,
      description: 'Training time in full-time; several where it changes, for example with the 18th birthday.',
      'x-xml': { element: 'arbeitszeit' },
    }),
    verguetungen: Type.Array(ref(Verguetung), {
      ...mindestensEine,
      maxItems: 30,
      description: 'Pay for every begun year of training (DAV-100).',
      'x-xml': { element: 'verguetung' },
    }),
    sachbezuege: Type.Optional(liste(Sachbezug, 30, 'Benefits in kind that count as pay (DF-53).', 'sachbezug')),
    tarif: ref(Tarifangabe),
    betriebsvereinbarungen: ref(Betriebsvereinbarungen),
    urlaub: Type.Array(ref(Urlaub), {
      ...mindestensEine,
      maxItems: 15,
      description: 'Leave for every calendar year of the contract (DF-48; DAV-012, DAV-152).',
      'x-xml': { element: 'jahr' },
    }),
    berufsschule: Type.Optional(ref(Vertragsschule)),
    foerderung: ref(Foerderung),
    ausbildungsplan: ref(Ausbildungsplan),
    nachweisform: ref(Nachweisform),
    nachweistraeger: Type.Optional(ref(Nachweistraeger)),
    nachweissystem: Type.Optional(ref(Bezeichnung, 'Name of the report book system, of an electronic book (DF-43).')),
    manipulationsschutz: Type.Optional(
      Type.Boolean({ description: 'Whether the provider assures that entries cannot be changed unseen (DF-44).' }),
    ),
    auslandsabschnitte: Type.Optional(liste(Auslandsabschnitt, 20, 'Sections abroad (DF-50).', 'abschnitt')),
    zusatzqualifikationen: Type.Optional(
      liste(Bezeichnung, 20, 'Additional qualifications that are examined apart (DF-51).', 'zusatzqualifikation'),
    ),
    sonstigeVereinbarungen: Type.Optional(ref(Text, 'Other agreements (DF-49; DAV-021).')),
    vertragsform: ref(Vertragsform),
    vertragstext: ref(Vertragstext),
    aushaendigung: Type.Optional(ref(Aushaendigung)),
    unterschriften: Type.Optional(
      liste(Vertragsunterschrift, 10, 'Signatures on the printed contract.', 'unterschrift'),
    ),
    empfangsnachweise: Type.Optional(liste(Empfangsnachweis, 10, 'Proofs of receipt.', 'empfangsnachweis')),
    dokumente: Type.Optional(
      liste(Vertragsdokument, 60, 'Documents in their slots (DF-10, DV-06, DV-07).', 'dokument'),
    ),
  },
  {
    $id: 'Vertragsantrag',
    description: 'A training contract with its application for registration, complete in form.',
    additionalProperties: false,
  },
)

export type Vertragsentwurf = Static<typeof Vertragsentwurf>
export const Vertragsentwurf = entwurfOf(
  Vertragsantrag,
  [
    Anrechnung,
    Anschlussvertrag,
    Anschrift,
    Arbeitszeit,
    Ausbildender,
    Ausbildungsmassnahme,
    Ausbildungsplan,
    Ausbildungsstaette,
    Aushaendigung,
    Auslandsabschnitt,
    Betriebsvereinbarungen,
    Empfangsnachweis,
    Foerderung,
    Kontaktdaten,
    Sachbezug,
    Tarifangabe,
    Tarifbetrag,
    Teilzeit,
    Untersuchung,
    Urlaub,
    Verguetung,
    Verkuerzung,
    Vertragsausbilder,
    Vertragsazubi,
    Vertragsberuf,
    Vertragsdokument,
    Vertragsschule,
    Vertragstext,
    Vertragsunterschrift,
    Vertreter,
    Vorausbildung,
    Wirtschaftszweig,
  ],
  {
    $id: 'Vertragsentwurf',
    description:
      'The draft of a training contract: everything of the application with the same limits, nothing required. Every application is a draft, too; the rules say what is missing.',
  },
)
