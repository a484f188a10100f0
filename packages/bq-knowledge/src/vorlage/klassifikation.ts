import { abschnitt, eintrag, einzelwert, formen, type Profilvorlage, teile } from './feld.ts'

/** A classification that profiles refer to by code: ISCED, fields of education, occupations of ESCO. */
export const klassifikation: Profilvorlage = {
  art: 'klass',
  name: { de: 'Klassifikation', en: 'Classification' },
  abschnitte: [
    abschnitt('kopf', 'Benennung', 'Identity', [
      einzelwert('bezeichnung', 'Bezeichnung', 'Name', formen.zeile),
      einzelwert('fassung', 'Fassung', 'Version', formen.zeile),
    ]),
    abschnitt('eintraege', 'Einträge', 'Entries', [
      eintrag(
        'eintrag',
        'Eintrag',
        'Entry',
        teile('A code with its names; `ober` is the code above it.', {
          code: formen.code,
          adresse: formen.adresse,
          nameDe: formen.zeile,
          nameEn: formen.zeile,
          ober: formen.code,
          ebene: formen.zeile,
          isco08: formen.code,
        }),
      ),
      eintrag('regel', 'Wie Codes zu lesen sind', 'How codes are read', formen.absatz),
    ]),
  ],
}
