import {
  Aevonachweis,
  Ausbildermeldung,
  Berufsvorbereitung,
  Eignungsart,
  Geschlecht,
  Schulabschluss,
  Staatsangehoerigkeit,
  Staetteneignung,
  Studienstand,
  type Vertragsentwurf,
  Vertreterart,
  Vertretungsform,
  Vorausbildungsart,
} from '@berichtsheft/core'
import {
  type Abschnitt,
  angabe,
  angaben,
  anschrift,
  code,
  jaNein,
  join,
  kontakt,
  map,
  personenname,
  spalte,
  tabelle,
  tag,
  text,
  vertretername,
  zeitraum,
} from './vertrag-werte.ts'

const ausbildender = ({ ausbildender: firma }: Vertragsentwurf, isAntrag: boolean): Abschnitt => ({
  titel: text('Ausbildende', 'Training company'),
  teile: [
    angaben(
      2,
      angabe('Name', 'Name', firma?.name),
      angabe('Anschrift', 'Address', anschrift(firma?.anschrift)),
      angabe('Firmenident-Nr.', 'Company number', firma?.identnummer),
      angabe('Kontakt', 'Contact', kontakt(firma?.kontakt)),
      ...(isAntrag
        ? [
            angabe('Register', 'Register', firma?.hrNummer),
            angabe('Betriebsnummer (Hauptsitz)', 'Betriebsnummer (head office)', firma?.betriebsnummer),
            angabe('Wirtschafts-Identifikationsnummer', 'Economic identifier', firma?.wirtschaftsIdentnummer),
            angabe('Öffentlicher Dienst', 'Public service', jaNein(firma?.oeffentlicherDienst)),
            angabe('Eltern bilden ihr Kind aus', 'Parents train their child', jaNein(firma?.kindDesAusbildenden)),
            angabe('Ausbildende bilden selbst aus', 'The owner trains in person', jaNein(firma?.bildetSelbstAus)),
          ]
        : []),
    ),
  ],
})

const azubi = ({ azubi: person }: Vertragsentwurf, isAntrag: boolean): Abschnitt => ({
  titel: text('Auszubildende oder Auszubildender', 'Apprentice'),
  teile: [
    angaben(
      2,
      angabe('Name', 'Name', personenname(person)),
      angabe('Geburtsname', 'Name at birth', person?.geburtsname),
      angabe('Geburtsdatum', 'Date of birth', tag(person?.geburtsdatum)),
      angabe('Anschrift', 'Address', anschrift(person?.anschrift)),
      angabe('Kontakt', 'Contact', kontakt(person?.kontakt)),
      ...(isAntrag
        ? [
            angabe('Geschlecht', 'Sex', code(Geschlecht, person?.geschlecht)),
            angabe(
              'Staatsangehörigkeit',
              'Nationality',
              person?.staatsangehoerigkeiten &&
                join(person.staatsangehoerigkeiten.map((key) => code(Staatsangehoerigkeit, key))),
            ),
            angabe('Schulabschluss', 'School leaving certificate', code(Schulabschluss, person?.schulabschluss)),
            angabe('Studium', 'Studies', code(Studienstand, person?.studium)),
            angabe(
              'Berufsvorbereitung, Grundbildung',
              'Preparation for work',
              person?.berufsvorbereitung && join(person.berufsvorbereitung.map((key) => code(Berufsvorbereitung, key))),
            ),
            angabe(
              'Vollzeitschulpflicht bei Beginn',
              'Full-time school compulsory',
              jaNein(person?.vollzeitschulpflichtig),
            ),
            angabe(
              'Schwerbehinderung (freiwillig)',
              'Severe disability (voluntary)',
              join([jaNein(person?.schwerbehindert), map(tag(person?.schwerbehindertSeit), (day) => `seit ${day}`)]),
            ),
          ]
        : []),
    ),
    ...(isAntrag
      ? [
          tabelle(
            text('Berufliche Vorbildung', 'Vocational training before'),
            [
              spalte('Art', 'Kind'),
              spalte('Beruf', 'Occupation'),
              spalte('von', 'from', 0.5),
              spalte('bis', 'to', 0.5),
            ],
            person?.vorausbildungen?.map(({ art, beruf, von, bis }) => [
              code(Vorausbildungsart, art),
              beruf,
              tag(von),
              tag(bis),
            ]),
          ),
        ]
      : []),
  ],
})

const vertretung = ({ vertretung: art, vertreter }: Vertragsentwurf): Abschnitt => ({
  titel: text('Gesetzliche Vertretung', 'Legal representatives'),
  teile: [
    angaben(2, angabe('Vertretung durch', 'Represented by', code(Vertretungsform, art))),
    ...(art === 'keine' && (vertreter ?? []).length === 0
      ? []
      : [
          tabelle(
            text('Vertretende', 'Representatives'),
            [
              spalte('Name', 'Name'),
              spalte('Stellung', 'Relation', 0.8),
              spalte('Anschrift', 'Address', 1.4),
              spalte('Kontakt', 'Contact'),
              spalte('Alleinsorge', 'Sole custody', 0.6),
            ],
            vertreter?.map((one) => [
              vertretername(one),
              code(Vertreterart, one.art),
              anschrift(one.anschrift),
              kontakt(one.kontakt),
              jaNein(one.alleinsorge),
            ]),
          ),
        ]),
  ],
})

const staetten = ({ ausbildungsstaetten, massnahmen }: Vertragsentwurf, isAntrag: boolean): Abschnitt => ({
  titel: text('Ausbildungsstätten', 'Training sites'),
  teile: [
    tabelle(
      text('Orte der Ausbildung', 'Places of training'),
      [spalte('Name', 'Name'), spalte('Anschrift', 'Address', 1.4), spalte('Zeit', 'Period')],
      ausbildungsstaetten?.map((one) => [one.name, anschrift(one.anschrift), zeitraum(one.von, one.bis)]),
    ),
    ...(isAntrag
      ? [
          tabelle(
            text('Angaben für das Verzeichnis', 'For the register'),
            [
              spalte('Betriebsnummer', 'Number'),
              spalte('Gemeinde (AGS)', 'Municipality'),
              spalte('Wirtschaftszweig', 'Activity'),
              spalte('Öffentl. Dienst', 'Public'),
              spalte('Eignung', 'Suitability'),
              spalte('Fachkräfte / Azubis', 'Skilled / apprentices'),
            ],
            ausbildungsstaetten?.map((one) => [
              one.betriebsnummer,
              one.ags,
              join(
                [
                  one.wirtschaftszweig?.schluessel,
                  map(one.wirtschaftszweig?.fassung, (key) => `(${key.replace('wz', 'WZ ')})`),
                ],
                ' ',
              ),
              jaNein(one.oeffentlicherDienst),
              code(Staetteneignung, one.eignung ?? 'geeignet'),
              join([map(one.fachkraefte, String), map(one.auszubildende, String)], ' / '),
            ]),
          ),
        ]
      : []),
    ...(massnahmen ?? [undefined]).flatMap((one) => [
      angaben(
        2,
        angabe('Maßnahme außerhalb bei', 'Measure outside the site at', one?.partner),
        angabe('Anschrift', 'Address', anschrift(one?.anschrift)),
        angabe('Notwendig', 'Necessary', jaNein(one?.notwendig)),
        angabe('Wochen', 'Weeks', map(one?.wochen, String)),
        ...(one?.verbund === undefined ? [] : [angabe('Ausbildungsverbund', 'Several employers', jaNein(one.verbund))]),
      ),
      ...(one?.inhalt === undefined
        ? []
        : [{ art: 'text' as const, titel: text('Inhalt', 'Content'), text: one.inhalt }]),
      ...(one?.verantwortung === undefined
        ? []
        : [{ art: 'text' as const, titel: text('Verantwortlich', 'Responsible'), text: one.verantwortung }]),
    ]),
  ],
})

const ausbilder = ({ ausbilder: liste }: Vertragsentwurf, isAntrag: boolean): Abschnitt => ({
  titel: text('Ausbilderinnen und Ausbilder', 'Trainers'),
  teile: [
    tabelle(
      text('Verantwortlich', 'Responsible'),
      [
        spalte('Name', 'Name'),
        spalte('Geburtsjahr', 'Year of birth', 0.6),
        spalte('Kontakt', 'Contact', 1.5),
        spalte('Zeit', 'Period'),
      ],
      liste?.map((one) => [
        personenname(one),
        map(one.geburtsjahr, String),
        kontakt(one.kontakt),
        zeitraum(one.von, one.bis),
      ]),
    ),
    ...(isAntrag
      ? [
          tabelle(
            text('Eignung', 'Suitability'),
            [
              spalte('Geschlecht', 'Sex', 0.8),
              spalte('Fachliche Eignung', 'Professional', 1.7),
              spalte('Ausbildereignung', 'Pedagogical', 1.7),
              spalte('Bei der Kammer', 'At the chamber'),
              spalte('Hauptamtlich', 'Main task', 0.8),
              spalte('Azubis', 'Apprentices', 0.7),
            ],
            liste?.map((one) => [
              code(Geschlecht, one.geschlecht),
              code(Eignungsart, one.eignungsart),
              code(Aevonachweis, one.aevo),
              code(Ausbildermeldung, one.meldung),
              jaNein(one.hauptamtlich),
              map(one.auszubildende, String),
            ]),
          ),
        ]
      : []),
  ],
})

/** The sections about people and places; the application has what only the register needs, too. */
export const listParteien = (vertrag: Vertragsentwurf, isAntrag: boolean): Abschnitt[] => [
  ausbildender(vertrag, isAntrag),
  azubi(vertrag, isAntrag),
  vertretung(vertrag),
  staetten(vertrag, isAntrag),
  ausbilder(vertrag, isAntrag),
]
