import { Type } from 'typebox'
import { abschnitt, auswahl, eintrag, einzelwert, formen, menge, namen, type Profilvorlage, teile } from './feld.ts'

/** The profile of a foreign qualification: what BQFG §§ 4 and 9 compare, and what a chamber needs to judge a certificate. */
export const berufsprofil: Profilvorlage = {
  art: 'qual',
  name: { de: 'Berufsprofil', en: 'Qualification profile' },
  abschnitte: [
    abschnitt('kopf', 'Benennung', 'Identity', [
      einzelwert('land', 'Staat', 'Country', formen.land),
      einzelwert('ehemaligerStaat', 'Früherer Staat', 'Former state', formen.land),
      einzelwert('nameOriginal', 'Name im Original', 'Original name', formen.zeile),
      einzelwert('sprache', 'Sprache des Namens', 'Language of the name', formen.sprache),
      einzelwert('schrift', 'Schrift des Namens', 'Script of the name', formen.schrift),
      einzelwert('umschrift', 'Umschrift', 'Transliteration', formen.zeile),
      einzelwert('umschriftNorm', 'Regel der Umschrift', 'Standard of the transliteration', formen.zeile),
      einzelwert('nameDe', 'Name auf Deutsch', 'German name', formen.zeile),
      einzelwert(
        'nameDeArt',
        'Herkunft des deutschen Namens',
        'Origin of the German name',
        auswahl('Translated, or in use.', ['uebersetzung', 'eingefuehrteBezeichnung']),
      ),
      menge('synonyme', 'Andere Namen', 'Other names', formen.zeile),
      einzelwert('abschlussbezeichnungOriginal', 'Titel im Original', 'Original title', formen.zeile),
      einzelwert('abschlussbezeichnungDe', 'Titel auf Deutsch', 'German title', formen.zeile),
    ]),
    abschnitt('geltung', 'Geltung', 'Validity', [
      einzelwert('gueltigVon', 'Verliehen seit', 'Awarded since', formen.zeit),
      einzelwert('gueltigBis', 'Verliehen bis', 'Awarded until', formen.zeit),
      menge('vorgaenger', 'Vorher', 'Predecessors', formen.profil),
      menge('nachfolger', 'Danach', 'Successors', formen.profil),
      eintrag('nachfolgestaatPraxis', 'Umgang der Nachfolgestaaten', 'Practice of successor states', formen.absatz),
    ]),
    abschnitt('ausbildung', 'Ausbildung', 'Training', [
      einzelwert(
        'art',
        'Weg der Ausbildung',
        'Kind of training',
        auswahl('Way of training.', ['schulisch', 'dual', 'betrieblich', 'fortbildung']),
      ),
      einzelwert(
        'fortbildungsart',
        'Stufe der Fortbildung',
        'Kind of advanced training',
        auswahl('Kind of title of advanced training.', [
          'meister',
          'fachwirt',
          'betriebswirt',
          'techniker',
          'sonstige',
        ]),
      ),
      einzelwert(
        'dauer',
        'Dauer',
        'Duration',
        teile('A duration.', { jahre: formen.jahre, monate: formen.anzahl, unterrichtsstundenGesamt: formen.stunden }),
      ),
      einzelwert('anteilTheorie', 'Anteil der Theorie', 'Share of theory', formen.prozent),
      einzelwert('anteilPraxis', 'Anteil der Praxis', 'Share of practice', formen.prozent),
      menge('lernorte', 'Orte des Lernens', 'Places of learning', formen.zeile),
      eintrag('zugang', 'Voraussetzung', 'Admission', formen.absatz),
      einzelwert('vorbildungJahre', 'Schuljahre davor', 'Years of school before', formen.jahre),
      einzelwert(
        'pruefung',
        'Prüfung',
        'Examination',
        teile('An examination.', { form: formen.absatz, pruefendeStelle: formen.zeile }),
      ),
      einzelwert('ausstellendeStelle', 'Wer das Zeugnis ausstellt', 'Issuing body', formen.zeile),
      einzelwert('staatlichAnerkannt', 'Vom Staat anerkannt', 'Recognised by the state', formen.jaNein),
    ]),
    abschnitt('inhalte', 'Inhalte', 'Contents', [
      einzelwert(
        'lehrplan',
        'Lehrplan',
        'Curriculum',
        teile('A curriculum.', {
          titelOriginal: formen.zeile,
          rechtsakt: formen.zeile,
          datum: formen.zeit,
          anlage: formen.hash,
        }),
      ),
      eintrag(
        'faecher',
        'Fach',
        'Subject',
        teile('A subject.', {
          nameOriginal: formen.zeile,
          nameDe: formen.zeile,
          bereich: auswahl('Kind of subject.', ['allgemein', 'fachtheorie', 'fachpraxis']),
          stunden: formen.stunden,
          iscedF: formen.code,
        }),
      ),
      eintrag('lernergebnisse', 'Was jemand danach kann', 'Learning outcomes', formen.absatz),
    ]),
    abschnitt('einstufung', 'Stufe', 'Level', [
      einzelwert('isced', 'ISCED 2011', 'ISCED 2011', formen.code),
      einzelwert('nqrRahmen', 'Rahmen des Staates', 'National framework', formen.zeile),
      einzelwert('nqrStufe', 'Stufe im Rahmen des Staates', 'Level in the national framework', formen.zeile),
      einzelwert('eqr', 'Stufe im Europäischen Rahmen', 'Level in the European framework', formen.zeile),
      einzelwert('dqrOrientierung', 'Vergleichbare Stufe im DQR', 'Comparable level of the DQR', formen.zeile),
    ]),
    abschnitt('berechtigungen', 'Berechtigungen', 'Entitlements', [
      eintrag('beruflich', 'Im Beruf', 'In the occupation', formen.absatz),
      eintrag('weiterfuehrend', 'Zum Weiterlernen', 'To learn on', formen.absatz),
      einzelwert(
        'reglementiertImAusbildungsstaat',
        'Im Staat der Ausbildung reglementiert',
        'Regulated at its origin',
        formen.jaNein,
      ),
    ]),
    abschnitt('bezug', 'Bezug auf Deutschland', 'Relation to Germany', [
      eintrag(
        'referenzberufe',
        'Referenzberuf',
        'German occupation',
        teile('A German occupation.', {
          bezeichnung: formen.zeile,
          ausbildungsordnung: formen.zeile,
          fassungVom: formen.zeit,
          profil: formen.profil,
        }),
      ),
      menge('esco', 'Berufe in ESCO', 'Occupations of ESCO', formen.adresse),
      einzelwert('isco08', 'Gruppe in ISCO-08', 'Group of ISCO-08', formen.code),
    ]),
    abschnitt('vergleich', 'Vergleich', 'Comparison', [
      eintrag(
        'zeile',
        'Zeile eines Vergleichs',
        'Row of a comparison',
        teile('What of a German occupation is covered (BQFG § 4 Abs. 2).', {
          referenzberuf: formen.profil,
          position: formen.zeile,
          fach: Type.Array(formen.zeile, { description: 'Foreign subjects that cover it.', maxItems: 50 }),
          abdeckung: auswahl('How much is covered.', ['voll', 'teilweise', 'fehlt']),
          wesentlich: formen.jaNein,
          begruendung: formen.absatz,
          ausgleich: formen.absatz,
        }),
        'kammern',
      ),
    ]),
    abschnitt('pruefhinweise', 'Hinweise für die Prüfung', 'Hints for the assessment', [
      eintrag(
        'haeufigeWesentlicheUnterschiede',
        'Häufiger wesentlicher Unterschied',
        'Frequent essential difference',
        formen.absatz,
        'kammern',
      ),
      eintrag('haeufigerAusgleich', 'Häufiger Ausgleich', 'Frequent compensation', formen.absatz, 'kammern'),
      einzelwert(
        'ergebnisStatistik',
        'Bisherige Ergebnisse',
        'Earlier results',
        teile('Counts of decisions, from five on.', {
          referenzberuf: formen.profil,
          voll: Type.Integer({ description: 'Full equivalence.', minimum: 0 }),
          teilweise: Type.Integer({ description: 'Partial equivalence.', minimum: 0 }),
          keine: Type.Integer({ description: 'No equivalence.', minimum: 0 }),
        }),
        'kammern',
      ),
      eintrag('arbeitsnotiz', 'Notiz der Redaktion', 'Note of the Redaktion', formen.absatz, 'redaktion'),
    ]),
    abschnitt('rechtsgrundlagen', 'Recht', 'Law', [
      eintrag('rechtsgrundlage', 'Rechtsgrundlage', 'Legal basis', formen.absatz),
    ]),
    abschnitt('quellen', 'Quellen', 'Sources', [
      eintrag(
        'quelle',
        'Quelle',
        'Source',
        teile('A source of the whole profile.', { ...namen, titel: formen.zeile, adresse: formen.adresse }),
      ),
    ]),
  ],
}
