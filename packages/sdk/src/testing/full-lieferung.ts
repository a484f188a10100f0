import type { Lieferung } from '@berichtsheft/core'

/** A book that uses every part of the contract once. */
export const fullLieferung: Lieferung = {
  berichtsheft: {
    fremdId: 'azubi-1/voll',
    art: 'ausbildung',
    azubi: { name: 'Jette Friesecke', vorname: 'Jette', familienname: 'Friesecke' },
    geburtsdatum: '2009-02-28',
    azubinummer: '0815',
    vertragsnummer: 'V-2025-17',
    knr: '153',
    unternehmen: { name: 'Metallbau Friesecke & Söhne KG', identnummer: '0001234567' },
    beruf: { bezeichnung: 'Konstruktionsmechanikerin', kennung: 'KM-1', fachrichtung: 'Schweißtechnik' },
    ausbildungsbeginn: '2025-09-01',
    ausbildungsende: '2029-02-28',
    pruefungstermin: '2027-05-11',
    nachweisform: 'elektronisch',
    ausbilder: { name: 'Arne Hülsmann', vorname: 'Arne', familienname: 'Hülsmann' },
    ausbildungszeit: { minutenTaeglich: 465, minutenWoechentlich: 2325, urlaubstage: 30 },
  },
  ausbildungsnachweise: [
    {
      fremdId: 'azubi-1/2026-12-28',
      inhalt: {
        zeitraum: { von: '2026-12-28', bis: '2027-01-03' },
        berichtsart: 'woche',
        azubi: 'Jette Friesecke',
        ausbildungsjahr: 2,
        abteilung: 'Schweißerei',
        tage: [
          {
            datum: '2026-12-28',
            art: 'betrieb',
            minuten: 465,
            eintraege: [
              {
                art: 'betrieb',
                text: 'Kehlnaht <a3>\nzweite Zeile 🙏',
                minuten: 300,
                positionen: [{ kennung: '10', bezeichnung: 'Fügen', rahmenplan: 'KM' }],
              },
              { art: 'unterweisung', text: 'UVV Kran', minuten: 165 },
            ],
          },
          { datum: '2027-01-01', art: 'feiertag', eintraege: [] },
        ],
        wochentexte: {
          betrieb: 'Schweißen',
          unterweisung: 'Kran',
          schule: 'LF 9',
          ohneArt: 'Sonstiges',
          leerGrund: 'Betriebsferien',
        },
        anhaenge: [
          {
            dateiname: 'naht.pdf',
            medientyp: 'application/pdf',
            groesse: 48_213,
            sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
            beschreibung: 'Prüfprotokoll',
          },
        ],
        abgeleitet: [{ pfad: '/tage/0/minuten', verfahren: 'Summe der Einträge' }],
      },
      verlauf: [
        {
          vorgang: 'eingereicht',
          zeitpunkt: '2027-01-03T17:00:00.123Z',
          durch: { name: 'Jette Friesecke', rolle: 'auszubildende' },
        },
        {
          vorgang: 'zurueckgewiesen',
          datum: '2027-01-05',
          durch: { kennung: 'b-001', rolle: 'ausbilder' },
          kommentar: 'Bitte die Zeiten nachtragen.',
        },
      ],
      kommentare: [
        {
          text: 'Schöne Naht',
          von: { name: 'Arne Hülsmann', rolle: 'ausbilder' },
          datum: '2027-01-05',
          bezug: '/tage/0/eintraege/0',
        },
        { text: 'Danke', zeitpunkt: '2027-01-05T18:00:00Z' },
      ],
    },
    {
      fremdId: 'azubi-1/2027-01-04',
      inhalt: {
        zeitraum: { von: '2027-01-04', bis: '2027-01-04' },
        berichtsart: 'tag',
        azubi: 'Jette Friesecke',
      },
    },
  ],
}
