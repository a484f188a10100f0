import {
  Anrechnungsgrund,
  Berufsregelung,
  type BqSiegelverweis,
  Dokumentart,
  Foerderart,
  Nachweisform,
  Nachweistraeger,
  Sachbezugsart,
  Tarifgeltung,
  Urlaubseinheit,
  Verkuerzungsgrund,
  type Vertragsentwurf,
  Vertragsform,
  Zeitmodell,
} from '@berichtsheft/core'
import {
  type Abschnitt,
  angabe,
  angaben,
  anschrift,
  code,
  euro,
  jaNein,
  join,
  map,
  monate,
  spalte,
  stunden,
  tabelle,
  tag,
  text,
  zeitraum,
} from './vertrag-werte.ts'

const beruf = (vertrag: Vertragsentwurf): Abschnitt => ({
  titel: text('Beruf und Dauer', 'Occupation and duration'),
  teile: [
    angaben(
      2,
      angabe('Ausbildungsberuf', 'Occupation', vertrag.beruf?.bezeichnung),
      angabe('Regelung', 'Regulated by', code(Berufsregelung, vertrag.beruf?.regelung ?? 'verordnung')),
      angabe('Fachrichtung', 'Specialisation', vertrag.beruf?.fachrichtung),
      angabe('Schwerpunkt', 'Focus', vertrag.beruf?.schwerpunkt),
      angabe('Einsatzgebiet', 'Field of work', vertrag.beruf?.einsatzgebiet),
      angabe('Wahlqualifikationen', 'Elective units', join(vertrag.beruf?.wahlqualifikationen ?? [])),
    ),
    angaben(
      3,
      angabe('Dauer nach der Ausbildungsordnung', 'Duration by the ordinance', monate(vertrag.dauerMonate)),
      angabe('Beginn', 'Begin', tag(vertrag.beginn)),
      angabe('Ende', 'End', tag(vertrag.ende)),
      angabe('Probezeit', 'Probation', monate(vertrag.probezeitMonate)),
      angabe('Abschluss des Vertrags am', 'Contract concluded on', tag(vertrag.abschlussdatum)),
      angabe('Prüfungstermin', 'Exam date', tag(vertrag.pruefungstermin)),
      angabe('Zeitmodell', 'Full-time or part-time', code(Zeitmodell, vertrag.zeitmodell)),
      angabe('Duales Studium', 'Dual study programme', jaNein(vertrag.dualesStudium)),
      angabe(
        'Verlängerung über die Grenze verlangt',
        'Beyond the limit on demand',
        jaNein(vertrag.verlaengerungVerlangt),
      ),
    ),
    angaben(
      2,
      angabe(
        'Anschluss an eine abgeschlossene Ausbildung',
        'Follows a finished training',
        join([
          jaNein(vertrag.anschlussvertrag?.vorhanden),
          vertrag.anschlussvertrag?.beruf,
          map(vertrag.anschlussvertrag?.gleicherBetrieb, (is) =>
            is ? 'im selben Betrieb' : 'in einem anderen Betrieb',
          ),
        ]),
      ),
    ),
    tabelle(
      text('Anrechnung auf die Dauer', 'Earlier learning that counts'),
      [
        spalte('Grund', 'Reason', 1.4),
        spalte('Monate', 'Months', 0.6),
        spalte('Beruf, Einrichtung, Verordnung', 'Occupation, place, ordinance', 1.6),
        spalte('Gemeinsamer Antrag', 'Joint application', 0.8),
      ],
      vertrag.anrechnungen?.map((one) => [
        code(Anrechnungsgrund, one.grund),
        map(one.monate, String),
        join([one.beruf, one.einrichtung, one.rechtsverordnung, map(one.bqSiegel, siegelText)]),
        jaNein(one.gemeinsamerAntrag),
      ]),
    ),
    tabelle(
      text('Verkürzung auf Antrag', 'Shortening on application'),
      [
        spalte('Grund', 'Reason', 1.4),
        spalte('Monate', 'Months', 0.6),
        spalte('Antrag vom', 'Applied on', 1.6),
        spalte('Gemeinsamer Antrag', 'Joint application', 0.8),
      ],
      vertrag.verkuerzungen?.map((one) => [
        code(Verkuerzungsgrund, one.grund),
        map(one.monate, String),
        tag(one.antragsdatum) ?? 'mit dem Vertrag',
        jaNein(one.gemeinsamerAntrag),
      ]),
    ),
    ...(vertrag.verkuerzungen ?? []).flatMap(({ erlaeuterung }) =>
      erlaeuterung === undefined
        ? []
        : [{ art: 'text' as const, titel: text('Erläuterung der Verkürzung', 'Explanation'), text: erlaeuterung }],
    ),
    tabelle(
      text('Abschnitte im Ausland', 'Sections abroad'),
      [
        spalte('Staat', 'State'),
        spalte('Wochen', 'Weeks'),
        spalte('Zeit', 'Period', 1.4),
        spalte('Plan mit der Kammer', 'Plan agreed'),
      ],
      vertrag.auslandsabschnitte?.map((one) => [
        one.staat,
        map(one.wochen, String),
        one.von === undefined && one.bis === undefined ? undefined : zeitraum(one.von, one.bis),
        jaNein(one.planVereinbart),
      ]),
    ),
  ],
})

const arbeitszeit = ({ arbeitszeiten, teilzeit }: Vertragsentwurf): Abschnitt => ({
  titel: text('Ausbildungszeit', 'Training time'),
  teile: [
    tabelle(
      text('In Vollzeit', 'In full-time'),
      [
        spalte('Zeit', 'Period', 1.4),
        spalte('täglich', 'daily'),
        spalte('wöchentlich', 'weekly'),
        spalte('Tage je Woche', 'days a week'),
        spalte('Pausen', 'breaks'),
        spalte('Besonderes', 'special', 1.4),
      ],
      arbeitszeiten?.map((one) => [
        zeitraum(one.von, one.bis),
        stunden(one.minutenTaeglich),
        stunden(one.minutenWoechentlich),
        map(one.tageJeWoche, (tage) => `${tage}${one.halberTag ? ' ½' : ''}`),
        map(one.pausenMinuten, (minuten) => `${minuten} Min.`),
        join([
          one.kuerzererTag ? 'kürzerer Tag' : undefined,
          one.unterTage ? 'unter Tage' : undefined,
          one.ausgleich ? 'längere Tage werden ausgeglichen' : undefined,
        ]),
      ]),
    ),
    tabelle(
      text('In Teilzeit', 'In part-time'),
      [
        spalte('Zeit', 'Period', 1.4),
        spalte('täglich', 'daily'),
        spalte('wöchentlich', 'weekly'),
        spalte('Anteil', 'share', 3.4),
      ],
      teilzeit?.map((one) => [
        zeitraum(one.von, one.bis),
        stunden(one.minutenTaeglich),
        stunden(one.minutenWoechentlich),
        map(one.anteil, ({ zaehler, nenner }) => `${zaehler}/${nenner} der Vollzeit`),
      ]),
    ),
  ],
})

const verguetung = ({ verguetungen, sachbezuege, tarif, betriebsvereinbarungen }: Vertragsentwurf): Abschnitt => ({
  titel: text('Vergütung', 'Pay'),
  teile: [
    tabelle(
      text('Brutto im Monat', 'Gross a month'),
      [spalte('Ausbildungsjahr', 'Year of training'), spalte('Betrag', 'Amount'), spalte('Zeit', 'Period', 2)],
      verguetungen?.map((one) => [
        map(one.ausbildungsjahr, (jahr) => `${jahr}. Jahr`),
        euro(one.betrag),
        one.von === undefined && one.bis === undefined ? 'gesamtes Jahr' : zeitraum(one.von, one.bis),
      ]),
    ),
    tabelle(
      text('Sachleistungen, die angerechnet werden', 'Benefits in kind'),
      [
        spalte('Leistung', 'Benefit', 1.4),
        spalte('Wert im Monat', 'Value a month'),
        spalte('Ausbildungsjahr', 'Year'),
        spalte('Abgeltung', 'Paid out', 0.8),
        spalte('Unterkunft', 'Lodging', 1.2),
      ],
      sachbezuege?.map((one) => [
        join([code(Sachbezugsart, one.art), one.bezeichnung]),
        euro(one.betrag),
        map(one.ausbildungsjahr, (jahr) => `${jahr}. Jahr`) ?? 'alle',
        jaNein(one.abgeltung),
        join([
          one.gemeinschaftsunterkunft ? 'gemeinschaftlich' : undefined,
          map(one.belegung, (personen) => `${personen} im Zimmer`),
        ]),
      ]),
    ),
    angaben(
      2,
      angabe('Tarifvertrag', 'Collective agreement', join([code(Tarifgeltung, tarif?.geltung), tarif?.tarifvertrag])),
      angabe(
        'Beträge des Tarifvertrags',
        'Its amounts',
        tarif?.referenzbetraege &&
          join(
            tarif.referenzbetraege.map((one) =>
              join([map(one.ausbildungsjahr, (jahr) => `${jahr}. Jahr`), euro(one.betrag)], ' '),
            ),
          ),
      ),
      angabe('Urlaubstage des Tarifvertrags', 'Its days of leave', map(tarif?.urlaubstage, String)),
      angabe('Betriebs- oder Dienstvereinbarungen', 'Works agreements', jaNein(betriebsvereinbarungen?.vorhanden)),
    ),
    ...(betriebsvereinbarungen?.hinweis === undefined
      ? []
      : [{ art: 'text' as const, titel: text('Hinweis darauf', 'Reference'), text: betriebsvereinbarungen.hinweis }]),
  ],
})

const urlaub = ({ urlaub: jahre }: Vertragsentwurf): Abschnitt => ({
  titel: text('Urlaub', 'Leave'),
  teile: [
    tabelle(
      text('Je Kalenderjahr', 'Per calendar year'),
      [
        spalte('Kalenderjahr', 'Calendar year'),
        spalte('Tage', 'Days'),
        spalte('Einheit', 'Unit'),
        spalte('Zusatzurlaub', 'Additional'),
      ],
      jahre?.map((one) => [
        map(one.kalenderjahr, String),
        map(one.tage, String),
        code(Urlaubseinheit, one.einheit),
        map(one.zusatztage, String),
      ]),
    ),
  ],
})

const nachweis = (vertrag: Vertragsentwurf, isAntrag: boolean): Abschnitt => ({
  titel: text('Ausbildungsnachweis, Plan und Vereinbarungen', 'Report book, plan and agreements'),
  teile: [
    angaben(
      2,
      angabe(
        'Ausbildungsnachweis',
        'Report book',
        join([
          code(Nachweisform, vertrag.nachweisform),
          code(Nachweistraeger, vertrag.nachweistraeger),
          vertrag.nachweissystem,
        ]),
      ),
      angabe(
        'Schutz vor unbemerkten Änderungen zugesichert',
        'Safe against unseen changes',
        jaNein(vertrag.manipulationsschutz),
      ),
      angabe(
        'Ausbildungsplan',
        'Training plan',
        join([
          vertrag.ausbildungsplan?.beigefuegt ? 'ist beigefügt' : undefined,
          vertrag.ausbildungsplan?.liegtVor ? 'liegt der Kammer vor' : undefined,
          vertrag.ausbildungsplan?.verweis,
        ]),
      ),
      angabe('Form des Vertrags', 'Form of the contract', code(Vertragsform, vertrag.vertragsform)),
      angabe(
        'Ausbildungsordnung ausgehändigt am',
        'Ordinance handed over on',
        tag(vertrag.aushaendigung?.ausbildungsordnungAm),
      ),
      angabe('Ausbildungsplan ausgehändigt am', 'Plan handed over on', tag(vertrag.aushaendigung?.ausbildungsplanAm)),
      angabe('Zusatzqualifikationen', 'Additional qualifications', join(vertrag.zusatzqualifikationen ?? [])),
      ...(isAntrag ? [] : [angabe('Berufsschule', 'Vocational school', vertrag.berufsschule?.name)]),
    ),
    {
      art: 'text',
      titel: text('Sonstige Vereinbarungen', 'Other agreements'),
      text: vertrag.sonstigeVereinbarungen,
    },
  ],
})

const register = (vertrag: Vertragsentwurf): Abschnitt => ({
  titel: text('Weitere Angaben zum Antrag', 'More for the application'),
  teile: [
    angaben(
      2,
      angabe('Berufsschule', 'Vocational school', join([vertrag.berufsschule?.name, vertrag.berufsschule?.schluessel])),
      angabe('Anschrift der Berufsschule', 'Its address', anschrift(vertrag.berufsschule?.anschrift)),
      angabe(
        'Überwiegend öffentlich gefördert',
        'Mostly public funds',
        jaNein(vertrag.foerderung?.ueberwiegendOeffentlich),
      ),
      angabe('Art der Förderung', 'Kind of support', code(Foerderart, vertrag.foerderung?.art)),
      angabe(
        'Erstuntersuchung',
        'First examination',
        join([
          tag(vertrag.erstuntersuchung?.datum),
          map(tag(vertrag.erstuntersuchung?.vorgelegtAm), (day) => `vorgelegt am ${day}`),
        ]),
      ),
      angabe(
        'Erste Nachuntersuchung',
        'Examination after a year',
        join([
          tag(vertrag.nachuntersuchung?.datum),
          map(tag(vertrag.nachuntersuchung?.vorgelegtAm), (day) => `vorgelegt am ${day}`),
        ]),
      ),
    ),
    ...(vertrag.berufsschule?.abweichung === undefined
      ? []
      : [
          {
            art: 'text' as const,
            titel: text('Grund für eine andere Berufsschule', 'Reason for another school'),
            text: vertrag.berufsschule.abweichung,
          },
        ]),
    tabelle(
      text('Unterlagen', 'Documents'),
      [
        spalte('Art', 'Kind', 1.4),
        spalte('Datei', 'File', 1.4),
        spalte('Datum', 'Date', 0.6),
        spalte('Gehört zu', 'Belongs to'),
      ],
      vertrag.dokumente?.map((one) => [
        code(Dokumentart, one.art),
        one.dateiname ?? one.kennung,
        tag(one.datum),
        one.bezug,
      ]),
    ),
  ],
})

/** The seal of an assessment of foreign training, with the profile that it is about. */
const siegelText = ({ hash, profil }: BqSiegelverweis): string =>
  `BQ-Siegel ${[profil, hash].filter(Boolean).join(' ')}`

/** The sections about what was agreed; the application has what only the register needs, too. */
export const listBedingungen = (vertrag: Vertragsentwurf, isAntrag: boolean): Abschnitt[] => [
  beruf(vertrag),
  arbeitszeit(vertrag),
  verguetung(vertrag),
  urlaub(vertrag),
  nachweis(vertrag, isAntrag),
  ...(isAntrag ? [register(vertrag)] : []),
]
