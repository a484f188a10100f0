import { Type } from 'typebox'
import { abschnitt, auswahl, eintrag, einzelwert, formen, menge, namen, type Profilvorlage, teile } from './feld.ts'

const weiteres = eintrag('weiteres', 'Weitere Angaben', 'Further facts', formen.absatz)

/** Facts of one step of the system, from which its diagram is drawn. */
const stufe = teile('A step of the education system.', {
  stufe: formen.zeile,
  jahre: formen.jahre,
  abAlter: formen.jahre,
  isced: formen.code,
  art: formen.zeile,
  nach: Type.Array(formen.zeile, { description: 'Names of the steps that it follows.', maxItems: 20 }),
})

/** The profile of a country: its education and vocational training, with the law and the bodies behind it. */
export const laenderprofil: Profilvorlage = {
  art: 'land',
  name: { de: 'Länderprofil', en: 'Country profile' },
  abschnitte: [
    abschnitt('allgemeines', 'Allgemeines', 'General facts', [
      einzelwert(
        'bezeichnung',
        'Name und Codes des Staates',
        'Name and codes of the country',
        teile('Names and codes of a country.', {
          nameDe: formen.zeile,
          nameEn: formen.zeile,
          kurzDe: formen.zeile,
          kurzEn: formen.zeile,
          alpha3: formen.code,
          numerisch: formen.code,
          m49: formen.code,
          region: formen.zeile,
          wikidata: formen.code,
        }),
      ),
      menge('nachfolgestaaten', 'Staaten, die ihm nachfolgten', 'Successor states', formen.land),
      menge('amtssprachen', 'Sprachen der Verwaltung', 'Official languages', formen.sprache),
      menge('unterrichtssprachen', 'Sprachen im Unterricht', 'Languages of instruction', formen.sprache),
      menge('schriften', 'Gebräuchliche Schriften', 'Scripts in use', formen.schrift),
      einzelwert('hauptstadt', 'Hauptstadt', 'Capital', formen.zeile),
      einzelwert('staatsform', 'Form des Staates', 'Form of government', formen.zeile),
      eintrag('notensystem', 'Noten und ihre Bedeutung', 'Grades and what they mean', formen.absatz),
      einzelwert('schuljahrBeginn', 'Wann das Schuljahr beginnt', 'When the school year begins', formen.zeile),
      eintrag(
        'laenderfakt',
        'Angabe im Wortlaut der Quelle',
        'Fact in the words of its source',
        teile('A fact as its source puts it, in English.', {
          art: auswahl('What it is about.', [
            'sprachen',
            'alphabetisierung',
            'erwarteteSchuljahre',
            'bildungsausgaben',
            'hauptstadt',
            'staatsform',
          ]),
          wortlaut: formen.absatz,
        }),
      ),
      weiteres,
    ]),
    abschnitt('geschichte', 'Entwicklung', 'History', [
      eintrag('ereignis', 'Wendepunkt', 'Turning point', formen.absatz),
      weiteres,
    ]),
    abschnitt('bildungssystem', 'Aufbau der Bildung', 'Education system', [
      einzelwert('pflichtschuljahre', 'Jahre der Schulpflicht', 'Years of compulsory schooling', formen.jahre),
      einzelwert('gebuehrenfreieJahre', 'Jahre ohne Schulgeld', 'Years free of charge', formen.jahre),
      einzelwert(
        'pflichtjahreVorschule',
        'Pflichtjahre vor der Schule',
        'Compulsory years before school',
        formen.jahre,
      ),
      einzelwert(
        'struktur',
        'Stufen des Systems',
        'Steps of the system',
        Type.Array(stufe, { description: 'The steps in their order.', minItems: 1, maxItems: 60 }),
      ),
      eintrag('steuerung', 'Wer steuert', 'Who steers', formen.absatz),
      eintrag('uebergang', 'Wechsel zwischen den Stufen', 'Ways from step to step', formen.absatz),
      einzelwert(
        'bildungsgrafik',
        'Schaubild',
        'Diagram',
        teile('A stored diagram.', { titel: formen.zeile, anlage: formen.hash, jahr: formen.jahr }),
      ),
      einzelwert(
        'anteilBerufsbildung15bis24',
        'Anteil der 15- bis 24-Jährigen in beruflicher Bildung',
        'Share of those aged 15 to 24 in vocational training',
        teile('A share in a year.', { prozent: formen.prozent, jahr: formen.jahr }),
      ),
      weiteres,
    ]),
    abschnitt('berufsbildung', 'Berufliche Bildung', 'Vocational training', [
      eintrag('organisation', 'Wie sie aufgebaut ist', 'How it is organised', formen.absatz),
      eintrag('zugang', 'Wer hinein kommt', 'Who is admitted', formen.absatz),
      eintrag('lernorte', 'Wo gelernt wird', 'Where learning takes place', formen.absatz),
      eintrag('finanzierung', 'Wer bezahlt', 'Who pays', formen.absatz),
      eintrag('weiterbildung', 'Fort- und Weiterbildung', 'Further training', formen.absatz),
      eintrag('informellErworben', 'Anerkennung von Erfahrung', 'Recognition of experience', formen.absatz),
      weiteres,
    ]),
    abschnitt('schularten', 'Arten von Schulen', 'Kinds of schools', [
      eintrag(
        'schulart',
        'Schulart',
        'Kind of school',
        teile('A kind of school.', {
          ...namen,
          dauerJahre: formen.jahre,
          isced: formen.code,
          beschreibung: formen.absatz,
        }),
      ),
      weiteres,
    ]),
    abschnitt('qualitaetssicherung', 'Sicherung der Güte', 'Quality assurance', [
      eintrag('verfahren', 'Verfahren', 'Procedures', formen.absatz),
      eintrag('akkreditierung', 'Zulassung von Einrichtungen', 'Accreditation', formen.absatz),
      eintrag('lehrende', 'Lehrkräfte', 'Teachers', formen.absatz),
      eintrag('pruefungswesen', 'Prüfungen', 'Examinations', formen.absatz),
      weiteres,
    ]),
    abschnitt('zustaendigeStellen', 'Zuständige Stellen', 'Bodies in charge', [
      eintrag(
        'stelle',
        'Stelle',
        'Body',
        teile('A body in charge.', { ...namen, aufgabe: formen.absatz, adresse: formen.adresse }),
      ),
    ]),
    abschnitt('abschluesse', 'Abschlüsse', 'Qualifications', [
      eintrag(
        'abschluss',
        'Abschluss',
        'Qualification',
        teile('A title that can be obtained.', {
          ...namen,
          nqr: formen.zeile,
          isced: formen.code,
          profil: formen.profil,
        }),
      ),
      eintrag(
        'einstufung',
        'Stufe eines Abschlusses',
        'Level of a qualification',
        teile('A level of a title.', {
          abschluss: formen.zeile,
          nqr: formen.zeile,
          eqr: formen.zeile,
          isced: formen.code,
        }),
      ),
      eintrag(
        'zeugnismerkmale',
        'Woran man echte Zeugnisse erkennt',
        'Marks of genuine certificates',
        formen.absatz,
        'kammern',
      ),
      eintrag(
        'echtheitspruefung',
        'Wie die Echtheit geprüft wird',
        'How genuineness is checked',
        formen.absatz,
        'kammern',
      ),
      weiteres,
    ]),
    abschnitt('qualifikationsrahmen', 'Nationaler Qualifikationsrahmen', 'National qualifications framework', [
      einzelwert(
        'rahmen',
        'Rahmen',
        'Framework',
        teile('A framework.', { ...namen, kuerzel: formen.zeile, stufen: formen.anzahl, adresse: formen.adresse }),
      ),
      eintrag(
        'stufe',
        'Stufe des Rahmens',
        'Level of the framework',
        teile('A level of a framework.', {
          rahmen: formen.zeile,
          stufe: formen.zeile,
          bezeichnung: formen.zeile,
          eqr: formen.zeile,
          adresse: formen.adresse,
        }),
      ),
      eintrag('rechtsakt', 'Grundlage des Rahmens', 'Legal act of the framework', formen.absatz),
      eintrag(
        'eqrReferenzierung',
        'Bezug auf den Europäischen Rahmen',
        'Reference to the European framework',
        formen.absatz,
      ),
      weiteres,
    ]),
    abschnitt('rechtsgrundlagen', 'Recht', 'Law', [
      eintrag('gesetz', 'Gesetz', 'Act', formen.absatz),
      eintrag('verordnung', 'Verordnung', 'Regulation', formen.absatz),
      eintrag('staatsvertrag', 'Vertrag zwischen Staaten', 'Treaty', formen.absatz),
    ]),
    abschnitt('reformen', 'Laufende Änderungen', 'Reforms under way', [
      eintrag('ereignis', 'Vorhaben', 'Reform', formen.absatz),
    ]),
    abschnitt('kontakte', 'Ansprechstellen', 'Contacts', [
      eintrag(
        'kontakt',
        'Ansprechstelle',
        'Contact',
        teile('An office that answers.', {
          stelle: formen.zeile,
          zweck: formen.zeile,
          adresse: formen.adresse,
          hinweis: formen.absatz,
        }),
        'kammern',
      ),
    ]),
    abschnitt('quellenUndLinks', 'Quellen und Verweise', 'Sources and links', [
      eintrag(
        'verweis',
        'Verweis',
        'Link',
        teile('A place to read on.', { titel: formen.zeile, adresse: formen.adresse, sprache: formen.sprache }),
      ),
    ]),
  ],
}
