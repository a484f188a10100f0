import { type Befund, quoteValue } from '@berichtsheft/sdk'

const fehler = (text: string, textEnglisch: string): Befund => ({ schwere: 'fehler', text, textEnglisch })
const warnung = (text: string, textEnglisch: string): Befund => ({ schwere: 'warnung', text, textEnglisch })
const hinweis = (text: string, textEnglisch: string): Befund => ({ schwere: 'hinweis', text, textEnglisch })

/** Everything that this adapter says about a source, in both languages. */
export const befunde = {
  // Files
  dateiLeer: () =>
    hinweis(
      'Die Antwort ist leer: für diese Woche gibt es keinen Nachweis.',
      'The answer is empty: there is no report for this week.',
    ),
  dateiDruckbild: () =>
    hinweis(
      'Die PDF-Datei ist das Druckbild einer Woche und wurde nicht gelesen.',
      'The PDF file is the print of a week and was not read.',
    ),
  dateiUnbekannt: () =>
    warnung(
      'Die Datei ist weder ein Archiv noch eine Woche des Digitalen Berichtshefts und wurde nicht übernommen.',
      'The file is neither an archive nor a week of the digital report book and was left out.',
    ),
  feldUnbekannt: (feld: string, anzahl: number) =>
    warnung(
      `Das Feld „${quoteValue(feld)}“ (${anzahl}-mal) ist nicht bekannt und wurde nicht übernommen.`,
      `The field “${quoteValue(feld)}” (${anzahl} times) is not known and was left out.`,
    ),

  // Weeks
  wocheOhneTage: () =>
    fehler(
      'Die Woche wurde nicht übernommen, weil keiner ihrer Tage ein lesbares Datum hat.',
      'The week was left out, because none of its days has a readable date.',
    ),
  wocheUeberWoche: (von: string, bis: string) =>
    fehler(
      `Die Woche wurde nicht übernommen, weil ihre Tage (${von} bis ${bis}) nicht in einer Kalenderwoche liegen.`,
      `The week was left out, because its days (${von} to ${bis}) do not lie in one calendar week.`,
    ),
  wocheLeer: () => hinweis('Die Woche ist leer und wurde nicht übernommen.', 'The week is empty and was left out.'),
  wocheDoppelt: () =>
    hinweis(
      'Die Woche steht zweimal mit demselben Inhalt in der Quelle und wurde einmal übernommen.',
      'The week stands twice with the same content in the source and was taken once.',
    ),
  wocheWidersprueche: () =>
    fehler(
      'Die Woche steht zweimal mit verschiedenem Inhalt in der Quelle; übernommen wurde die erste.',
      'The week stands twice with different content in the source; the first one was taken.',
    ),
  basisUnbekannt: (wert: unknown) =>
    warnung(
      `Die Wochenbasis „${quoteValue(wert)}“ ist nicht bekannt; gelesen wurde, was da steht.`,
      `The basis “${quoteValue(wert)}” is not known; what stands there was read.`,
    ),
  vorAusbildung: () =>
    warnung(
      'Die Woche liegt vor dem Ausbildungsbeginn; ihr Ausbildungsjahr ist unbekannt.',
      'The week lies before the begin of training; its year of training is unknown.',
    ),

  // State
  standUnbekannt: (wert: unknown) =>
    warnung(
      `Der Freigabestatus „${quoteValue(wert)}“ ist nicht bekannt; der Stand bleibt unbekannt.`,
      `The state “${quoteValue(wert)}” is not known; the state stays unknown.`,
    ),
  grundFehlt: () =>
    warnung(
      'Die Woche wurde abgelehnt; den Grund nennt die Quelle nicht.',
      'The week was sent back; the source does not name the reason.',
    ),
  zeitpunktUngueltig: (feld: string, wert: unknown) =>
    warnung(
      `„${quoteValue(wert)}“ ist kein lesbarer Zeitpunkt für „${feld}“ und wurde nicht übernommen.`,
      `“${quoteValue(wert)}” is no readable instant for “${feld}” and was left out.`,
    ),
  einreichungUeberholt: () =>
    hinweis(
      'Die Woche ist wieder in Bearbeitung; der frühere Zeitpunkt der Einreichung wurde nicht übernommen.',
      'The week is being written again; the earlier instant of handing in was left out.',
    ),
  nameUngueltig: (feld: string) =>
    warnung(
      `Der Name in „${feld}“ ist nicht in den Zeichen der DIN 91379 und wurde nicht übernommen.`,
      `The name in “${feld}” is not in the characters of DIN 91379 and was left out.`,
    ),

  // Days and entries
  tagOhneDatum: () =>
    warnung(
      'Der Tag hat kein lesbares Datum und wurde nicht übernommen.',
      'The day has no readable date and was left out.',
    ),
  tagDoppelt: (datum: string) =>
    warnung(
      `Der ${datum} steht zweimal in der Woche; übernommen wurde der erste.`,
      `${datum} stands twice in the week; the first one was taken.`,
    ),
  tagOhneAngaben: () =>
    hinweis(
      'Der Tag nennt nur die Anwesenheit, ohne Ort und Einträge, und wurde nicht übernommen.',
      'The day names the attendance only, without place and entries, and was left out.',
    ),
  anwesenheitUnbekannt: (wert: unknown) =>
    warnung(
      `Die Anwesenheit „${quoteValue(wert)}“ ist nicht bekannt und wurde nicht übernommen.`,
      `The attendance “${quoteValue(wert)}” is not known and was left out.`,
    ),
  ortUnbekannt: (wert: unknown) =>
    warnung(
      `Der Ort „${quoteValue(wert)}“ ist nicht bekannt und wurde nicht übernommen.`,
      `The place “${quoteValue(wert)}” is not known and was left out.`,
    ),
  ortAlsArt: (ort: string, art: string) =>
    hinweis(
      `Der Ort ${ort} hat keine eigene Art und gilt als „${art}“.`,
      `The place ${ort} has no kind of its own and counts as “${art}”.`,
    ),
  anwesenheitAlsArt: (anwesenheit: string) =>
    hinweis(
      `${anwesenheit} hat keine eigene Art und gilt als sonstige Abwesenheit.`,
      `${anwesenheit} has no kind of its own and counts as other absence.`,
    ),
  eintragLeer: () =>
    hinweis('Der Eintrag ist leer und wurde nicht übernommen.', 'The entry is empty and was left out.'),
  eintragOhneText: () => warnung('Der Eintrag hat keinen Text.', 'The entry has no text.'),
  dauerUngueltig: (wert: unknown) =>
    warnung(
      `„${quoteValue(wert)}“ ist keine lesbare Dauer und wurde nicht übernommen.`,
      `“${quoteValue(wert)}” is no readable duration and was left out.`,
    ),
  dauerNull: () => hinweis('Die Dauer ist 0 Minuten.', 'The duration is 0 minutes.'),
  typusUnbekannt: (wert: unknown) =>
    warnung(
      `Die Art des Eintrags „${quoteValue(wert)}“ ist nicht bekannt; der Text wurde als einfacher Text gelesen.`,
      `The type of entry “${quoteValue(wert)}” is not known; the text was read as plain text.`,
    ),
  textVerloren: (namen: string) =>
    hinweis(
      `Vom formatierten Text wurde nur der Text übernommen, nicht: ${namen}`,
      `Of the formatted text only the text was taken, not: ${namen}`,
    ),
  textGekuerzt: (laenge: number) =>
    fehler(
      `Der Text ist länger als ${laenge} Zeichen und wurde gekürzt.`,
      `The text is longer than ${laenge} characters and was cut.`,
    ),
  zeichenEntfernt: (anzahl: number) =>
    warnung(
      `Aus dem Text wurden ${anzahl} nicht darstellbare Zeichen entfernt.`,
      `${anzahl} characters that cannot be shown were taken out of the text.`,
    ),
  textAnmerkungen: () =>
    warnung(
      'Der Text trägt Anmerkungen des Ausbildungsbetriebs, die nicht übernommen wurden.',
      'The text carries annotations of the company, which were left out.',
    ),
  bilder: () =>
    warnung(
      'Zu dem Text gehören Bilder, die nicht bei den Dateien liegen.',
      'Pictures belong to the text that are not among the files.',
    ),
  qualifikationUnbekannt: (kennung: string) =>
    hinweis(
      `Die Qualifikation ${kennung} steht nicht im Katalog; ihre Bezeichnung ist unbekannt.`,
      `The qualification ${kennung} is not in the catalogue; its title is unknown.`,
    ),
  wochenteilAngaben: () =>
    warnung(
      'Dauer und Qualifikationen des Wochentextes haben keinen Platz und wurden nicht übernommen.',
      'Duration and qualifications of the text for the week have no place and were left out.',
    ),
  zuViele: (was: string, grenze: number) =>
    fehler(
      `Von den ${was} wurden nur die ersten ${grenze} übernommen.`,
      `Of the ${was} only the first ${grenze} were taken.`,
    ),
} as const satisfies Record<string, (...args: never[]) => Befund>
