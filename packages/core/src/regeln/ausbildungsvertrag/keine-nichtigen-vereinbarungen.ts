import { findNichtigeKlauseln, type Klausel } from '../klauseln.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

const arten: Readonly<Record<Klausel['art'], { readonly de: string; readonly en: string }>> = {
  bindung: { de: 'eine Bindung nach der Ausbildung', en: 'a bond for the time after the training' },
  entgelt: { de: 'ein Entgelt für die Ausbildung', en: 'a payment for the training' },
  vertragsstrafe: { de: 'eine Vertragsstrafe', en: 'a contractual penalty' },
  schadensersatz: {
    de: 'ein Ausschluss, eine Beschränkung oder eine Pauschale für Schadensersatz',
    en: 'an exclusion, limit or lump sum of damages',
  },
}

/** DAV-021: no void clauses among the other agreements, as far as their words can be recognised. */
export const keineNichtigenVereinbarungen = defineRegel({
  id: 'DAV-021',
  name: 'keine-nichtigen-vereinbarungen',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG §§ 12, 25',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die sonstigen Vereinbarungen binden nicht für die Zeit nach der Ausbildung (erlaubt in ihren letzten sechs Monaten) und enthalten kein Entgelt für die Ausbildung, keine Vertragsstrafe und keinen Ausschluss, keine Beschränkung oder Pauschale für Schadensersatz. Erkannt werden feste Wendungen.',
    en: 'The other agreements do not bind for the time after the training (allowed in its last six months) and have no payment for the training, no penalty and no exclusion, limit or lump sum of damages. Fixed words are recognised.',
  },
  felder: ['/sonstigeVereinbarungen'],
  beispiel: { vertrag: { sonstigeVereinbarungen: 'Bei Nichtantritt wird eine Vertragsstrafe von 500 Euro fällig.' } },
  texte: {
    klausel: meldung<Klausel>(
      ({ art }) => `Die sonstigen Vereinbarungen enthalten möglicherweise eine nichtige Klausel: ${arten[art].de}.`,
      ({ art }) => `The other agreements may contain a void clause: ${arten[art].en}.`,
      {
        gefunden: ({ satz }) => satz,
        abhilfe: {
          de: 'Streichen Sie die Klausel oder lassen Sie sie von der Kammer prüfen.',
          en: 'Delete the clause, or have the chamber check it.',
        },
      },
    ),
  },
  check: ({ vertrag: { sonstigeVereinbarungen } }, _kontext, verstoss) =>
    sonstigeVereinbarungen === undefined
      ? keine
      : findNichtigeKlauseln(sonstigeVereinbarungen).map((klausel) =>
          verstoss('klausel', '/sonstigeVereinbarungen', klausel),
        ),
})
