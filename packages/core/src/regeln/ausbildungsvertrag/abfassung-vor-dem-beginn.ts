import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-016: the contract is set down in text form before the training begins. */
export const abfassungVorDemBeginn = defineRegel({
  id: 'DAV-016',
  name: 'abfassung-vor-dem-beginn',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 1; BGB § 126b',
  gueltigVon: seit.bvadig,
  beschreibung: {
    de: 'Der Vertrag ist spätestens am Tag vor dem Beginn in Textform abgefasst; später ist er noch eintragbar, aber eine Ordnungswidrigkeit (Warnung).',
    en: 'The contract is set down in text form at the latest on the day before the begin; later it can still be registered, but is an administrative offence (warning).',
  },
  felder: ['/vertragsform', '/abschlussdatum', '/beginn', '/dokumente/*/datum'],
  beispiel: { vertrag: { vertragsform: 'textform', abschlussdatum: '2026-08-01', beginn: '2026-08-01' } },
  texte: {
    form: festeMeldung(
      'Die Form der Vertragsabfassung fehlt.',
      'The form in which the contract is set down is missing.',
      {
        de: 'Wählen Sie Schriftform oder Textform.',
        en: 'Choose written form or text form.',
      },
    ),
    spaet: meldung<{ tag: string; beginn: string }>(
      ({ tag, beginn }) =>
        `Der Vertrag wurde am ${toDeutschesDatum(tag)} abgefasst; die Ausbildung beginnt am ${toDeutschesDatum(beginn)}.`,
      ({ tag, beginn }) => `The contract was set down on ${tag}; the training begins on ${beginn}.`,
      {
        gefunden: ({ tag }) => toDeutschesDatum(tag),
        erwartet: ({ beginn }) => `vor dem ${toDeutschesDatum(beginn)}`,
        abhilfe: {
          de: 'Schließen Sie den Vertrag vor dem ersten Tag der Ausbildung ab oder berichtigen Sie das Datum.',
          en: 'Conclude the contract before the first day of training, or correct the date.',
        },
      },
    ),
  },
  check: ({ vertrag: { vertragsform, abschlussdatum, beginn, dokumente } }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    if (vertragsform === undefined) verstoesse.push(verstoss('form', '/vertragsform', {}))
    const stelle = dokumente?.findIndex(({ art, datum }) => art === 'vertrag' && datum !== undefined) ?? -1
    const tag = dokumente?.[stelle]?.datum ?? abschlussdatum
    const pfad = stelle < 0 ? '/abschlussdatum' : `/dokumente/${stelle}/datum`
    if (tag !== undefined && beginn !== undefined && tag >= beginn)
      verstoesse.push(verstoss('spaet', pfad, { tag, beginn }, 'warnung'))
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
