import type { Abgleichsangaben } from '../abgleich.ts'

/** Two descriptions, and whether they are the same company. All are invented. */
export interface Abgleichspaar {
  readonly fall: string
  readonly gleich: boolean
  readonly angaben: Abgleichsangaben
  readonly register: Abgleichsangaben
}

type Kurzform = readonly [
  name: string,
  strasse: string,
  hausnummer: string,
  plz: string,
  ort: string,
  identnummer?: string | undefined,
  hrNummer?: string | undefined,
]

const toAngaben = ([name, strasse, hausnummer, plz, ort, identnummer, hrNummer]: Kurzform): Abgleichsangaben => ({
  name,
  strasse,
  plz,
  ort,
  ...(hausnummer === '' ? {} : { hausnummer }),
  ...(identnummer ? { identnummer } : {}),
  ...(hrNummer ? { hrNummer } : {}),
})

const gleiche: readonly (readonly [string, Kurzform, Kurzform])[] = [
  [
    'equal',
    ['Werkstatt Störtebeker GmbH', 'Hafenstraße', '12', '68159', 'Mannheim'],
    ['Werkstatt Störtebeker GmbH', 'Hafenstraße', '12', '68159', 'Mannheim'],
  ],
  [
    'legal form written out',
    ['Müller Maschinenbau Gesellschaft mit beschränkter Haftung', 'Industriestr.', '4', '68169', 'Mannheim'],
    ['Müller Maschinenbau GmbH', 'Industriestraße', '4', '68169', 'Mannheim'],
  ],
  [
    'umlaut written out',
    ['Baeckerei Moerike GmbH', 'Koenigsallee', '7', '69115', 'Heidelberg'],
    ['Bäckerei Mörike GmbH', 'Königsallee', '7', '69115', 'Heidelberg'],
  ],
  [
    'without legal form',
    ['Gärtnerei Lindenhof', 'Am Lindenhof', '1', '69469', 'Weinheim'],
    ['Gärtnerei Lindenhof e.K.', 'Am Lindenhof', '1', '69469', 'Weinheim'],
  ],
  [
    'GmbH & Co. KG, written differently',
    ['Huber Logistik GmbH u. Co KG', 'Rheinstr.', '55', '68723', 'Schwetzingen'],
    ['Huber Logistik GmbH & Co. KG', 'Rheinstraße', '55', '68723', 'Schwetzingen'],
  ],
  [
    'street as two words',
    ['Optik Seelig GmbH', 'Mann Heimer Strasse', '3', '68766', 'Hockenheim'],
    ['Optik Seelig GmbH', 'Mannheimer Straße', '3', '68766', 'Hockenheim'],
  ],
  [
    'house number with blank',
    ['Elektro Blitz OHG', 'Waldweg', '12 A', '69207', 'Sandhausen'],
    ['Elektro Blitz OHG', 'Waldweg', '12a', '69207', 'Sandhausen'],
  ],
  [
    'house number range',
    ['Möbel Krone GmbH', 'Gewerbepark', '12', '74821', 'Mosbach'],
    ['Möbel Krone GmbH', 'Gewerbepark', '12-16', '74821', 'Mosbach'],
  ],
  [
    'typing error in the name',
    ['Steuerkanzlei Hoffmnan PartG mbB', 'Luisenring', '20', '68159', 'Mannheim'],
    ['Steuerkanzlei Hoffmann PartG mbB', 'Luisenring', '20', '68159', 'Mannheim'],
  ],
  [
    'typing error in the street',
    ['Druckerei Falk GmbH', 'Gutenbergstarße', '9', '69214', 'Eppelheim'],
    ['Druckerei Falk GmbH', 'Gutenbergstraße', '9', '69214', 'Eppelheim'],
  ],
  [
    'postal code transposed',
    ['Autohaus Rieger GmbH', 'Daimlerstraße', '2', '69190', 'Walldorf'],
    ['Autohaus Rieger GmbH', 'Daimlerstraße', '2', '69910', 'Walldorf'],
  ],
  [
    'town with its river',
    ['Metallbau Nagel GmbH', 'Uferweg', '8', '60311', 'Frankfurt'],
    ['Metallbau Nagel GmbH', 'Uferweg', '8', '60311', 'Frankfurt am Main'],
  ],
  [
    'town with its district',
    ['Catering Sommer UG', 'Hauptstr.', '101', '69117', 'Heidelberg'],
    ['Catering Sommer UG (haftungsbeschränkt)', 'Hauptstraße', '101', '69117', 'Heidelberg (Altstadt)'],
  ],
  [
    'words together',
    ['Auto Haus Wiesloch GmbH', 'Ringstraße', '14', '69168', 'Wiesloch'],
    ['Autohaus Wiesloch GmbH', 'Ringstraße', '14', '69168', 'Wiesloch'],
  ],
  [
    'hyphenated name',
    ['Kraus-Weber Zimmerei GmbH', 'Sägewerkstraße', '5', '74889', 'Sinsheim'],
    ['Kraus Weber Zimmerei GmbH', 'Sägewerkstr.', '5', '74889', 'Sinsheim'],
  ],
  [
    '& for und',
    ['Schmitt & Söhne GbR', 'Marktplatz', '3', '68526', 'Ladenburg'],
    ['Schmitt und Söhne GbR', 'Marktpl.', '3', '68526', 'Ladenburg'],
  ],
  [
    'capitals',
    ['WERKZEUGBAU DREHER GMBH', 'BENZSTRASSE', '40', '68794', 'OBERHAUSEN-RHEINHAUSEN'],
    ['Werkzeugbau Dreher GmbH', 'Benzstraße', '40', '68794', 'Oberhausen-Rheinhausen'],
  ],
  [
    'number without zeros',
    ['Hotel Zum Anker GmbH', 'Neckarufer', '6', '69412', 'Eberbach', '1234567'],
    ['Hotel Zum Anker GmbH', 'Neckarufer', '6', '69412', 'Eberbach', '0001234567'],
  ],
  [
    'register with court and without',
    ['Pharma Quell AG', 'Forschungsring', '1', '69120', 'Heidelberg', undefined, 'HRB 700123'],
    ['Pharma Quell AG', 'Forschungsring', '1', '69120', 'Heidelberg', undefined, 'Amtsgericht Mannheim HRB 700 123'],
  ],
  [
    'renamed, same number',
    ['Neckar Digital GmbH', 'Werftstraße', '10', '68159', 'Mannheim', '0000998877'],
    ['Datenhaus Mannheim GmbH', 'Werftstraße', '10', '68159', 'Mannheim', '0000998877'],
  ],
  [
    'moved, same number',
    ['Reisebüro Fernweh GmbH', 'Bahnhofstraße', '1', '69469', 'Weinheim', '0004455667'],
    ['Reisebüro Fernweh GmbH', 'Schlossgasse', '17', '69469', 'Weinheim', '0004455667'],
  ],
  [
    'short name, same register entry',
    ['SWM', 'Turbinenweg', '2', '68309', 'Mannheim', undefined, 'HRB 4711 Mannheim'],
    ['Stahlwerk Mannheim AG', 'Turbinenweg', '2', '68309', 'Mannheim', undefined, 'Mannheim HRB 4711'],
  ],
  [
    'additional word in the register',
    ['Bäckerei Schmidt', 'Kirchgasse', '2', '74858', 'Aglasterhausen'],
    ['Bäckerei und Konditorei Schmidt e.K.', 'Kirchgasse', '2', '74858', 'Aglasterhausen'],
  ],
  [
    'owner in front of the name',
    ['Peter Vogel Malerbetrieb', 'Amselweg', '11', '69226', 'Nußloch'],
    ['Malerbetrieb Peter Vogel e.K.', 'Amselweg', '11', '69226', 'Nussloch'],
  ],
  [
    'ß and ss',
    ['Groß Bau GmbH', 'Weißdornweg', '4', '68789', 'St. Leon-Rot'],
    ['Gross Bau GmbH', 'Weissdornweg', '4', '68789', 'Sankt Leon-Rot'],
  ],
  [
    'accent',
    ['Café René GmbH', 'Planken', '5', '68161', 'Mannheim'],
    ['Cafe Rene GmbH', 'Planken', '5', '68161', 'Mannheim'],
  ],
  [
    'number missing on one side',
    ['Fliesen Römer GmbH', 'Tonwerkstraße', '', '74906', 'Bad Rappenau'],
    ['Fliesen Römer GmbH', 'Tonwerkstraße', '22', '74906', 'Bad Rappenau'],
  ],
  [
    'foreign legal form kept',
    ['Tulip Trading B.V. & Co. KG', 'Speicherstr.', '9', '68159', 'Mannheim'],
    ['Tulip Trading B.V. & Co. KG', 'Speicherstraße', '9', '68159', 'Mannheim'],
  ],
  [
    'letter missing',
    ['Zahntechnik Lehman GmbH', 'Parkstraße', '8', '68623', 'Lampertheim'],
    ['Zahntechnik Lehmann GmbH', 'Parkstraße', '8', '68623', 'Lampertheim'],
  ],
  [
    'registered merchant written out',
    ['Blumen Iris eingetragene Kauffrau', 'Rosengasse', '3', '69151', 'Neckargemünd'],
    ['Blumen Iris e.Kfr.', 'Rosengasse', '3', '69151', 'Neckargemünd'],
  ],
  [
    'partly abbreviated street',
    ['Kanzlei am Dom GbR', 'Kais.-Friedr.-Str.', '14', '67346', 'Speyer'],
    ['Kanzlei am Dom GbR', 'Kaiser-Friedrich-Straße', '14', '67346', 'Speyer'],
  ],
]

const verschiedene: readonly (readonly [string, Kurzform, Kurzform])[] = [
  [
    'same name in another town',
    ['Autohaus Müller GmbH', 'Hauptstraße', '1', '68161', 'Mannheim'],
    ['Autohaus Müller GmbH', 'Bahnhofstraße', '30', '74821', 'Mosbach'],
  ],
  [
    'same name and street in another town',
    ['Bäckerei Schmidt GmbH', 'Hauptstraße', '10', '69117', 'Heidelberg'],
    ['Bäckerei Schmidt GmbH', 'Hauptstraße', '10', '68526', 'Ladenburg'],
  ],
  [
    'holding at the same address',
    ['Huber Logistik GmbH', 'Rheinstraße', '55', '68723', 'Schwetzingen'],
    ['Huber Logistik Holding GmbH', 'Rheinstraße', '55', '68723', 'Schwetzingen'],
  ],
  [
    'general partner at the same address',
    ['Krone Verwaltungs GmbH', 'Gewerbepark', '12', '74821', 'Mosbach'],
    ['Krone GmbH & Co. KG', 'Gewerbepark', '12', '74821', 'Mosbach'],
  ],
  [
    'service company at the same address',
    ['Stahlwerk Mannheim Service GmbH', 'Turbinenweg', '2', '68309', 'Mannheim'],
    ['Stahlwerk Mannheim AG', 'Turbinenweg', '2', '68309', 'Mannheim'],
  ],
  [
    'sister company, other trade',
    ['Falk Verlag GmbH', 'Gutenbergstraße', '9', '69214', 'Eppelheim'],
    ['Falk Druckerei GmbH', 'Gutenbergstraße', '9', '69214', 'Eppelheim'],
  ],
  [
    'same building',
    ['Steuerkanzlei Hoffmann', 'Luisenring', '20', '68159', 'Mannheim'],
    ['Zahnarztpraxis Hofmann', 'Luisenring', '20', '68159', 'Mannheim'],
  ],
  [
    'same house, nothing else',
    ['Café René GmbH', 'Planken', '5', '68161', 'Mannheim'],
    ['Schuhhaus Lederer KG', 'Planken', '5', '68161', 'Mannheim'],
  ],
  [
    'brothers with businesses of their own',
    ['Malerbetrieb Peter Vogel', 'Amselweg', '11', '69226', 'Nußloch'],
    ['Malerbetrieb Klaus Vogel', 'Drosselweg', '2', '69226', 'Nußloch'],
  ],
  [
    'brothers in one house',
    ['Malerbetrieb Peter Vogel', 'Amselweg', '11', '69226', 'Nußloch'],
    ['Malerbetrieb Klaus Vogel', 'Amselweg', '11', '69226', 'Nußloch'],
  ],
  [
    'same name, other number',
    ['Hotel Zum Anker GmbH', 'Neckarufer', '6', '69412', 'Eberbach', '0001234567'],
    ['Hotel Zum Anker GmbH', 'Neckarufer', '6', '69412', 'Eberbach', '0001234568'],
  ],
  [
    'same name, other register entry',
    ['Pharma Quell AG', 'Forschungsring', '1', '69120', 'Heidelberg', undefined, 'HRB 700123'],
    ['Pharma Quell AG', 'Forschungsring', '1', '69120', 'Heidelberg', undefined, 'HRB 700124'],
  ],
  [
    'same digits, other section',
    ['Huber Logistik', 'Rheinstraße', '55', '68723', 'Schwetzingen', undefined, 'HRA 4711'],
    ['Huber Logistik', 'Rheinstraße', '55', '68723', 'Schwetzingen', undefined, 'HRB 4711'],
  ],
  [
    'legal form differs, other house',
    ['Optik Seelig GmbH', 'Mannheimer Straße', '3', '68766', 'Hockenheim'],
    ['Optik Seelig e.K.', 'Mannheimer Straße', '43', '68766', 'Hockenheim'],
  ],
  [
    'branch north and south',
    ['Edeka Markt Nord GmbH', 'Ringstraße', '14', '69168', 'Wiesloch'],
    ['Edeka Markt Süd GmbH', 'Ringstraße', '14', '69168', 'Wiesloch'],
  ],
  [
    'numbered companies',
    ['Windpark Odenwald 1 GmbH', 'Sägewerkstraße', '5', '74889', 'Sinsheim'],
    ['Windpark Odenwald 2 GmbH', 'Sägewerkstraße', '5', '74889', 'Sinsheim'],
  ],
  [
    'name that begins alike',
    ['Metallbau Nagel GmbH', 'Uferweg', '8', '60311', 'Frankfurt'],
    ['Metallbau Nagelschmidt GmbH', 'Bergweg', '1', '60311', 'Frankfurt'],
  ],
  [
    'Frankfurt and Frankfurt',
    ['Metallbau Nagel GmbH', 'Uferweg', '8', '60311', 'Frankfurt am Main'],
    ['Metallbau Nagel GmbH', 'Uferweg', '8', '15230', 'Frankfurt (Oder)'],
  ],
  [
    'common name, same town',
    ['Schmitt Bau GmbH', 'Waldweg', '12', '69207', 'Sandhausen'],
    ['Schmidt Bau GmbH', 'Feldstraße', '77', '69207', 'Sandhausen'],
  ],
  [
    'same street, other house',
    ['Zimmerei Weber GmbH', 'Sägewerkstraße', '5', '74889', 'Sinsheim'],
    ['Zimmerei Weber GmbH', 'Sägewerkstraße', '91', '74889', 'Sinsheim'],
  ],
  [
    'property company',
    ['Möbel Krone Immobilien GmbH', 'Gewerbepark', '12', '74821', 'Mosbach'],
    ['Möbel Krone GmbH', 'Gewerbepark', '12', '74821', 'Mosbach'],
  ],
  [
    'association and its company',
    ['TSV Lindenhof e.V.', 'Am Lindenhof', '1', '69469', 'Weinheim'],
    ['TSV Lindenhof Marketing GmbH', 'Am Lindenhof', '1', '69469', 'Weinheim'],
  ],
  [
    'nothing in common',
    ['Werkstatt Störtebeker GmbH', 'Hafenstraße', '12', '68159', 'Mannheim'],
    ['Blumen Iris e.Kfr.', 'Rosengasse', '3', '69151', 'Neckargemünd'],
  ],
  [
    'same occupation, same town',
    ['Friseur Anna', 'Hauptstraße', '3', '69117', 'Heidelberg'],
    ['Friseur Hanna', 'Hauptstraße', '93', '69117', 'Heidelberg'],
  ],
  [
    'successor with another owner',
    ['Blumen Iris Inh. Klara Feld', 'Rosengasse', '3', '69151', 'Neckargemünd', '0000111222'],
    ['Blumen Iris e.Kfr.', 'Rosengasse', '3', '69151', 'Neckargemünd', '0000333444'],
  ],
  [
    'other legal form, same house',
    ['Huber Logistik GmbH', 'Rheinstraße', '55', '68723', 'Schwetzingen'],
    ['Huber Logistik GmbH & Co. KG', 'Rheinstraße', '55', '68723', 'Schwetzingen'],
  ],
]

/** The labelled pairs, hard ones among them. */
export const abgleichspaare: readonly Abgleichspaar[] = [
  ...gleiche.map(([fall, angaben, register]) => ({
    fall,
    gleich: true,
    angaben: toAngaben(angaben),
    register: toAngaben(register),
  })),
  ...verschiedene.map(([fall, angaben, register]) => ({
    fall,
    gleich: false,
    angaben: toAngaben(angaben),
    register: toAngaben(register),
  })),
]
