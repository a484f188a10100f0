import type { Verstoss } from '../../contract/problem.ts'
import { diffVertrag, needsNeueAbfassung } from '../../domain/vertragsaenderung.ts'
import { listNeueEintraege } from '../../domain/vertragszusammenfuehrung.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import {
  englishNameOfPartei,
  isVon,
  listEmpfaenger,
  nameOfPartei,
  type Vertragsbeteiligter,
} from '../vertragsrechnung/parteien.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-022: a change of essential content comes with a new text and new receipts. */
export const wesentlicheAenderungMitNeuerAbfassung = defineRegel({
  id: 'DAV-022',
  name: 'wesentliche-aenderung-mit-neuer-abfassung',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 3, § 36 Abs. 1 Satz 4',
  rechtsgrundlageHwo: 'BBiG § 11 Abs. 3; HwO § 30 Abs. 1',
  gueltigVon: seit.bvadig,
  beschreibung: {
    de: 'Ändert sich ein wesentlicher Inhalt des Vertrags, wird die Änderung neu abgefasst und ihr Empfang neu nachgewiesen; Anschriften und Ausbilderin oder Ausbilder werden nur gemeldet.',
    en: 'When essential content of the contract changes, the change is set down anew and its receipt is shown anew; addresses and the trainer are only reported.',
  },
  felder: ['/empfangsnachweise', '/dokumente', '/unterschriften/*/partei', '/empfangsnachweise/*/abfassung'],
  beispiel: { vertrag: { probezeitMonate: 3 }, vorher: { probezeitMonate: 4 } },
  dokumente: ({ vorher }) => (vorher === undefined ? [] : [{ art: 'aenderung', pflicht: false }]),
  texte: {
    abfassung: meldung<{ teil: string }>(
      ({ teil }) => `Der Vertrag ändert sich wesentlich (${teil}); eine neue Abfassung fehlt.`,
      ({ teil }) => `The contract changes in essential content (${teil}); a new text is missing.`,
      {
        abhilfe: {
          de: 'Fügen Sie die Änderungsvereinbarung oder den neuen Vertrag bei.',
          en: 'Add the agreement on the change or the new contract.',
        },
      },
    ),
    empfang: meldung<{ wer: Vertragsbeteiligter }>(
      ({ wer }) => `Der Empfang des geänderten Vertrags ist nicht nachgewiesen: ${nameOfPartei(wer)}.`,
      ({ wer }) => `The receipt of the changed contract is not shown: ${englishNameOfPartei(wer)}.`,
      {
        abhilfe: {
          de: 'Lassen Sie den Empfang der neuen Abfassung bestätigen.',
          en: 'Have the receipt of the new text confirmed.',
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const { vertrag, vorher } = objekt
    if (vorher === undefined) return keine
    const unterschiede = diffVertrag(vorher, vertrag)
    const wesentlich = unterschiede.find((unterschied) => needsNeueAbfassung([unterschied]))
    if (wesentlich === undefined) return keine
    const empfangen = listNeueEintraege(vertrag.empfangsnachweise, vorher.empfangsnachweise)
    const unterschrieben = listNeueEintraege(vertrag.unterschriften, vorher.unterschriften)
    const dokumente = listNeueEintraege(vertrag.dokumente, vorher.dokumente)
    const verstoesse: Verstoss[] = []
    const abgefasst =
      dokumente.some(({ art }) => art === 'aenderung' || art === 'vertrag') ||
      empfangen.some(({ abfassung }) => abfassung !== undefined)
    if (!abgefasst) verstoesse.push(verstoss('abfassung', '/dokumente', { teil: wesentlich.pfad }))
    for (const wer of listEmpfaenger(objekt)) {
      const belegt =
        [...empfangen, ...unterschrieben].some((handlung) => isVon(wer, handlung, vertrag)) ||
        dokumente.some(({ art, bezug }) => art === 'empfangsnachweis' && (bezug ?? wer.pfad) === wer.pfad)
      if (!belegt) verstoesse.push(verstoss('empfang', '/empfangsnachweise', { wer }))
    }
    return verstoesse
  },
})
