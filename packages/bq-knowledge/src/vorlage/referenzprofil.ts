import { Type } from 'typebox'
import { abschnitt, auswahl, eintrag, einzelwert, formen, menge, type Profilvorlage, teile } from './feld.ts'

/** The German side of a comparison: an occupation of training or advanced training, with its regulation and its level. */
export const referenzprofil: Profilvorlage = {
  art: 'ref',
  name: { de: 'Referenzberuf', en: 'German occupation' },
  abschnitte: [
    abschnitt('kopf', 'Benennung', 'Identity', [
      einzelwert('bezeichnung', 'Bezeichnung', 'Name', formen.zeile),
      menge('synonyme', 'Andere Namen', 'Other names', formen.zeile),
      einzelwert(
        'art',
        'Art des Abschlusses',
        'Kind of title',
        auswahl('Training, or a title of advanced training.', [
          'ausbildung',
          'meister',
          'fachwirt',
          'betriebswirt',
          'techniker',
          'sonstige',
        ]),
      ),
      einzelwert(
        'dqr',
        'Stufe im DQR',
        'Level of the DQR',
        Type.Integer({ description: 'Level.', minimum: 1, maximum: 8 }),
      ),
      einzelwert('beruf', 'Beruf im Verzeichnis', 'Key in the catalogue of occupations', formen.zeile),
      einzelwert('dauerMonate', 'Dauer in Monaten', 'Duration in months', formen.anzahl),
      einzelwert('reglementiert', 'Reglementiert', 'Regulated', formen.jaNein),
    ]),
    abschnitt('ordnung', 'Ordnung', 'Regulation', [
      einzelwert(
        'rechtsakt',
        'Ausbildungs- oder Fortbildungsordnung',
        'Regulation of training',
        teile('A regulation.', { titel: formen.zeile, fundstelle: formen.zeile, fassungVom: formen.zeit }),
      ),
      eintrag(
        'position',
        'Position des Rahmenplans',
        'Position of the training plan',
        teile('A position with its time value.', {
          titel: formen.zeile,
          wochen: formen.anzahl,
          abschnitt: formen.zeile,
        }),
      ),
      eintrag(
        'lernfeld',
        'Lernfeld',
        'Field of learning',
        teile('A field of the curriculum.', {
          titel: formen.zeile,
          stunden: formen.stunden,
          ausbildungsjahr: formen.anzahl,
        }),
      ),
    ]),
  ],
}
