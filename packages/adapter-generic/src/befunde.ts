import { type Befund, quoteValue } from '@berichtsheft/sdk'

const tage = (anzahl: number) => (anzahl === 1 ? '1 Tag' : `${anzahl} Tage`)
const days = (count: number) => (count === 1 ? '1 day' : `${count} days`)
const werte = (anzahl: number) => (anzahl === 1 ? '1 Wert' : `${anzahl} Werte`)
const values = (count: number) => (count === 1 ? '1 value' : `${count} values`)

const fehler = (text: string, textEnglisch: string): Befund => ({ schwere: 'fehler', text, textEnglisch })
const warnung = (text: string, textEnglisch: string): Befund => ({ schwere: 'warnung', text, textEnglisch })
const hinweis = (text: string, textEnglisch: string): Befund => ({ schwere: 'hinweis', text, textEnglisch })

/** Everything that this adapter says about a source, in both languages. */
export const befunde = {
  // Files, sheets and fields
  dateiNichtZugeordnet: () =>
    warnung(
      'Die Datei gehört zu keiner Eingabe der Abbildung und wurde nicht gelesen.',
      'The file belongs to no input of the mapping and was not read.',
    ),
  dateiIgnoriert: (grund: string, reason: string) =>
    hinweis(`Die Datei wurde nicht gelesen: ${grund}`, `The file was not read: ${reason}`),
  blattNichtZugeordnet: (blatt: string) =>
    warnung(`Das Blatt „${quoteValue(blatt)}“ wurde nicht gelesen.`, `The sheet “${quoteValue(blatt)}” was not read.`),
  zeichensatzErraten: (gelesen: string, erwartet: string) =>
    hinweis(
      `Die Datei ist kein ${erwartet} und wurde als ${gelesen} gelesen.`,
      `The file is not ${erwartet} and was read as ${gelesen}.`,
    ),
  zellenOhneSpalte: () =>
    warnung(
      'Ein Wert steht in keiner benannten Spalte und wurde nicht übernommen.',
      'A value stands in no named column and was left out.',
    ),
  zellenFehlen: () =>
    warnung(
      'Die Zeile hat weniger Zellen als die Kopfzeile; was fehlt, ist unbekannt.',
      'The row has fewer cells than the header; what is missing is unknown.',
    ),
  eingabeLeer: (eingabe: string) =>
    warnung(`Für „${eingabe}“ hält die Datei keine Sätze.`, `The file holds no records for “${eingabe}”.`),
  zelleOhneErgebnis: () =>
    warnung(
      'Die Formel hat kein gespeichertes Ergebnis; es wird nicht gerechnet.',
      'The formula has no stored result; nothing is calculated.',
    ),
  feldNichtZugeordnet: (feld: string, anzahl: number) =>
    warnung(
      `Das Feld „${quoteValue(feld)}“ (${werte(anzahl)}) ist nicht zugeordnet und wurde nicht übernommen.`,
      `The field “${quoteValue(feld)}” (${values(anzahl)}) is not mapped and was left out.`,
    ),
  feldIgnoriert: (feld: string, anzahl: number, grund: string, reason: string) =>
    hinweis(
      `Das Feld „${quoteValue(feld)}“ (${werte(anzahl)}) wurde nicht übernommen: ${grund}`,
      `The field “${quoteValue(feld)}” (${values(anzahl)}) was left out: ${reason}`,
    ),
  feldGeheim: (feld: string, anzahl: number) =>
    hinweis(
      `Das Feld „${quoteValue(feld)}“ (${werte(anzahl)}) hält Zugangsdaten; sie werden nie gelesen.`,
      `The field “${quoteValue(feld)}” (${values(anzahl)}) holds credentials, which are never read.`,
    ),
  satzNichtVerwendet: (eingabe: string) =>
    warnung(
      `Der Satz aus „${eingabe}“ gehört zu keinem Berichtsheft und keinem Nachweis und wurde nicht übernommen.`,
      `The record of “${eingabe}” belongs to no book and no report and was left out.`,
    ),
  satzMehrfach: () =>
    warnung(
      'Der Satz liegt in mehreren Nachweisen und steht nun in jedem davon.',
      'The record lies in several reports and now stands in each of them.',
    ),

  // Values
  ausdruckFehlt: (grund: string) =>
    warnung(
      `Ein Wert konnte nicht bestimmt werden: ${quoteValue(grund)}`,
      `A value could not be determined: ${quoteValue(grund)}`,
    ),
  mehrereWerte: (feld: string, anzahl: number) =>
    warnung(
      `Für „${feld}“ gibt es ${anzahl} Werte statt eines; keiner wurde übernommen.`,
      `For “${feld}” there are ${anzahl} values instead of one; none was taken.`,
    ),
  wertUnbekannt: (feld: string, wert: unknown) =>
    warnung(
      `„${quoteValue(wert)}“ ist für „${feld}“ nicht bekannt und wurde nicht übernommen.`,
      `“${quoteValue(wert)}” is not known for “${feld}” and was left out.`,
    ),
  wertUngueltig: (feld: string, wert: unknown, erwartet: string) =>
    warnung(
      `„${quoteValue(wert)}“ ist für „${feld}“ nicht lesbar (${erwartet}) und wurde nicht übernommen.`,
      `“${quoteValue(wert)}” cannot be read for “${feld}” (${erwartet}) and was left out.`,
    ),
  zeichenEntfernt: (feld: string, anzahl: number) =>
    warnung(
      `Aus „${feld}“ wurden ${anzahl} nicht darstellbare Zeichen entfernt.`,
      `${anzahl} characters that cannot be shown were taken out of “${feld}”.`,
    ),
  textGekuerzt: (feld: string, laenge: number) =>
    fehler(
      `„${feld}“ ist länger als ${laenge} Zeichen und wurde gekürzt.`,
      `“${feld}” is longer than ${laenge} characters and was cut.`,
    ),
  htmlVerloren: (feld: string, namen: string) =>
    hinweis(
      `Aus „${feld}“ wurde nur der Text übernommen, nicht: ${namen}`,
      `Of “${feld}” only the text was taken, not: ${namen}`,
    ),

  // Books
  heftAndererPerson: () =>
    fehler(
      'Der Satz gehört zu einem Berichtsheft mit demselben Schlüssel, aber einer anderen Person; er wurde nicht übernommen.',
      'The record belongs to a book of the same key but of another person; it was left out.',
    ),
  heftDoppelt: () =>
    hinweis(
      'Der Satz gehört zu einem Berichtsheft, das schon gelesen ist; seine Nachweise kommen dazu.',
      'The record belongs to a book that was read already; its reports are added.',
    ),

  // Reports
  nachweisOhneWert: (feld: string) =>
    fehler(
      `Der Nachweis wurde nicht übernommen, weil „${feld}“ fehlt oder nicht lesbar ist.`,
      `The report was left out, because “${feld}” is missing or cannot be read.`,
    ),
  zeitraumVerkehrt: () =>
    fehler(
      'Der Nachweis wurde nicht übernommen, weil sein Zeitraum vor seinem Anfang endet.',
      'The report was left out, because its period ends before it begins.',
    ),
  zeitraumZuLang: (anzahl: number) =>
    fehler(
      `Der Nachweis wurde nicht übernommen, weil sein Zeitraum ${tage(anzahl)} umfasst (höchstens 31).`,
      `The report was left out, because its period has ${days(anzahl)} (31 at most).`,
    ),
  zeitraumUeberWoche: (anzahl: number) =>
    warnung(
      `Der Zeitraum umfasst ${tage(anzahl)}, mehr als eine Woche; er bleibt ein Nachweis.`,
      `The period has ${days(anzahl)}, more than a week; it stays one report.`,
    ),
  nachweisLeer: () =>
    hinweis('Der Entwurf ist leer und wurde nicht übernommen.', 'The draft is empty and was left out.'),
  nachweisDoppelt: () =>
    hinweis(
      'Der Nachweis steht zweimal mit demselben Inhalt in der Quelle und wurde einmal übernommen.',
      'The report stands twice with the same content in the source and was taken once.',
    ),
  nachweisWidersprueche: () =>
    fehler(
      'Der Nachweis steht zweimal mit verschiedenem Inhalt in der Quelle; übernommen wurde der erste.',
      'The report stands twice with different content in the source; the first one was taken.',
    ),
  zeitraumUeberschneidet: (anderer: string) =>
    warnung(
      `Der Zeitraum überschneidet sich mit dem des Nachweises ${anderer}.`,
      `The period overlaps with that of the report ${anderer}.`,
    ),

  // Days, entries, steps, comments
  tagOhneDatum: () =>
    warnung(
      'Der Tag hat kein lesbares Datum und wurde nicht übernommen.',
      'The day has no readable date and was left out.',
    ),
  tagAusserhalb: (datum: string) =>
    warnung(
      `Der Tag ${datum} liegt außerhalb des Zeitraums seines Nachweises.`,
      `The day ${datum} lies outside of the period of its report.`,
    ),
  tagWidersprueche: (feld: string, datum: string) =>
    warnung(
      `Für den ${datum} gibt es verschiedene Werte für „${feld}“; übernommen wurde der erste.`,
      `For ${datum} there are different values of “${feld}”; the first one was taken.`,
    ),
  tagLeer: () => hinweis('Der Tag ist leer und wurde nicht übernommen.', 'The day is empty and was left out.'),
  tagZuVieleMinuten: (feld: string, minuten: number) =>
    warnung(
      `${minuten} Minuten sind für „${feld}“ zu viel für einen Tag und wurden nicht übernommen.`,
      `${minuten} minutes are too much of “${feld}” for one day and were left out.`,
    ),
  zuViele: (was: string, anzahl: number, grenze: number) =>
    fehler(
      `Von ${anzahl} ${was} wurden nur die ersten ${grenze} übernommen.`,
      `Of ${anzahl} ${was} only the first ${grenze} were taken.`,
    ),
  eintragOhneText: (datum: string) =>
    warnung(`Am ${datum} steht ein Eintrag ohne Text.`, `On ${datum} there is an entry without text.`),
  eintragDoppelt: () =>
    hinweis(
      'Der Eintrag steht an diesem Tag zweimal gleich; beide wurden übernommen.',
      'The entry stands twice on this day; both were taken.',
    ),
  kommentarFehlt: () =>
    warnung(
      'Zu der Zurückweisung nennt die Quelle keinen Grund.',
      'The source names no reason for sending the report back.',
    ),
  kommentarLeer: () =>
    hinweis('Der Kommentar hat keinen Text und wurde nicht übernommen.', 'The comment has no text and was left out.'),
  bezugUnbekannt: () =>
    warnung(
      'Worauf sich der Kommentar bezieht, steht nicht im Nachweis.',
      'What the comment is about does not stand in the report.',
    ),
} as const satisfies Record<string, (...args: never[]) => Befund>
