/** Invented words for test data; no real person or company is meant. */

type Liste = readonly [string, ...string[]]

/** Given names, with characters beyond ASCII among them. */
export const vornamen: Liste = [
  'Tilda',
  'Jette',
  'Ben',
  'Çiğdem',
  'Łukasz',
  'Nele',
  'Ömer',
  'Zoë',
  'Anton',
  'Mỹ Linh',
  'Fiete',
  'Sára',
]

/** Family names. */
export const nachnamen: Liste = [
  'Ehrlichmann',
  'Friesecke',
  'Özgür',
  'Überschär',
  'Großkopf',
  'van der Weiden',
  'Nowak-Schäfer',
  "O'Rourke",
  'Žižka',
  'Mühlenbrock',
]

/** Companies. */
export const betriebe: Liste = [
  'Werkstatt Störtebeker GmbH',
  'Kontor & Söhne KG',
  'Heidelicht Software AG',
  'Fördetechnik eG',
  'Müller-Lüdenscheidt IT GmbH & Co. KG',
]

/** Departments that an apprentice passes through. */
export const abteilungen: Liste = [
  'Entwicklung',
  'Qualitätssicherung',
  'IT-Betrieb',
  'Vertrieb',
  'Kundenbetreuung',
  'Einkauf',
]

/** Work in the company. */
export const taetigkeiten: Liste = [
  'Eingabemaske für Wareneingänge erweitert, Prüfregeln ergänzt',
  'Fehlerbericht aus dem Lager nachgestellt und Ursache gefunden',
  'Schnittstelle zur Buchhaltung besprochen, Feldliste abgeglichen',
  'Automatische Tests für die Preisfindung geschrieben',
  'Arbeitsplätze im Vertrieb eingerichtet und übergeben',
  'Datenbankabfrage der Monatsauswertung beschleunigt',
  'Änderungen der Kollegin durchgesehen und Hinweise eingearbeitet',
  'Anwenderhandbuch um das Kapitel „Bestellungen ändern“ ergänzt',
  'Sicherung wiederhergestellt und mit dem Original verglichen',
  'Kundenanfragen bearbeitet: Rechnungsdruck, Artikelbilder',
  'Oberfläche auf kleinen Bildschirmen geprüft und angepasst',
  'Protokolldateien ausgewertet und Übersicht erstellt',
]

/** Instruction and lessons in the company. */
export const unterweisungen: Liste = [
  'Unterweisung Brandschutz und Verhalten im Notfall',
  'Betrieblicher Unterricht: Entwurfsmuster an Beispielen',
  'Schulung zum Umgang mit personenbezogenen Daten',
  'Unterweisung an der Rackmontage und im Serverraum',
]

/** Topics of the vocational school. */
export const schulthemen: Liste = [
  'LF 5: Normalformen, Schlüssel und Beziehungen; Übungen zum Entwurf einer Datenbank',
  'LF 8: Daten systemübergreifend bereitstellen, Austauschformate im Vergleich',
  'Deutsch/Kommunikation: Gesprächsführung mit Kundinnen und Kunden, Rollenspiel',
  'Wirtschafts- und Sozialkunde: Tarifverträge, Mitbestimmung und Betriebsrat',
  'LF 9: Netzwerke und Dienste planen, Adressbereiche berechnen',
  'Englisch: Fehlermeldungen beschreiben und Support-Anfragen beantworten',
]

/** Positions of an invented extract of a training plan. */
export const positionen: Liste = ['A-1', 'A-2', 'A-5', 'B-1', 'B-2']
