import { findHandwerkskammer } from '../../codelisten/handwerkskammer.ts'
import { findKammer } from '../../codelisten/kammer.ts'
import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

const teile = {
  rechtsgrundlage: {
    de: 'Das Gesetz, nach dem ausgebildet wird (BBiG oder HwO),',
    en: 'The act of the training (BBiG or HwO)',
  },
  kammerart: { de: 'Die Art der Kammer (IHK oder HWK)', en: 'The kind of the chamber (IHK or HWK)' },
  knr: { de: 'Die Nummer der Kammer', en: 'The number of the chamber' },
} as const

/** DAV-040: the number of the chamber fits its kind, stands in the list, and is the one of the chamber addressed. */
export const kammernummerPasstZurKammer = defineRegel({
  id: 'DAV-040',
  name: 'kammernummer-passt-zur-kammer',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'XUnternehmen, Codelisten der IHKs vom 15.02.2021 und der Handwerkskammern',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Die Nummer der Kammer passt zu ihrer Art (IHK drei, HWK fünf Ziffern), steht in der Liste und ist die der Kammer, an die der Antrag geht; Verträge des Handwerks gehen an eine HWK.',
    en: 'The number of the chamber fits its kind (IHK three, HWK five digits), stands in the list and is the one of the chamber that the application goes to; contracts of the crafts go to an HWK.',
  },
  felder: ['/knr', '/kammerart', '/rechtsgrundlage'],
  beispiel: { vertrag: { kammerart: 'ihk', knr: '188' } },
  texte: {
    fehlt: meldung<{ teil: keyof typeof teile }>(
      ({ teil }) => `${teile[teil].de} fehlt.`,
      ({ teil }) => `${teile[teil].en} is missing.`,
      {
        abhilfe: {
          de: ({ teil }) => `Geben Sie an: ${teile[teil].de}.`,
          en: ({ teil }) => `Say this: ${teile[teil].en}.`,
        },
      },
    ),
    form: meldung<{ knr: string; stellen: string }>(
      ({ knr }) => `${knr} ist keine Nummer einer Kammer dieser Art.`,
      ({ knr }) => `${knr} is no number of a chamber of this kind.`,
      {
        gefunden: ({ knr }) => knr,
        erwartet: ({ stellen }) => `${stellen} Ziffern`,
        abhilfe: {
          de: 'Berichtigen Sie die Nummer oder die Art der Kammer.',
          en: 'Correct the number or the kind of the chamber.',
        },
      },
    ),
    unbekannt: meldung<{ knr: string }>(
      ({ knr }) => `Es gibt keine Kammer mit der Nummer ${knr}.`,
      ({ knr }) => `There is no chamber with the number ${knr}.`,
      {
        gefunden: ({ knr }) => knr,
        abhilfe: { de: 'Wählen Sie die Kammer aus der Liste.', en: 'Choose the chamber from the list.' },
      },
    ),
    andere: meldung<{ knr: string; eigene: string }>(
      ({ knr, eigene }) => `Der Vertrag nennt die Kammer ${knr}, der Antrag geht an die Kammer ${eigene}.`,
      ({ knr, eigene }) => `The contract names chamber ${knr}, the application goes to chamber ${eigene}.`,
      {
        gefunden: ({ knr }) => knr,
        erwartet: ({ eigene }) => eigene,
        abhilfe: {
          de: 'Richten Sie den Antrag an die Kammer des Vertrags oder berichtigen Sie ihre Nummer.',
          en: 'Send the application to the chamber of the contract, or correct its number.',
        },
      },
    ),
    handwerk: festeMeldung(
      'Ein Vertrag nach der Handwerksordnung wird in die Lehrlingsrolle einer Handwerkskammer eingetragen.',
      'A contract under the Handwerksordnung is entered in the register of a chamber of crafts.',
      {
        de: 'Wählen Sie eine Handwerkskammer oder das BBiG als Rechtsgrundlage.',
        en: 'Choose a chamber of crafts, or the BBiG as the act.',
      },
    ),
  },
  check: ({ vertrag: { rechtsgrundlage, kammerart, knr }, stammdaten }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    if (rechtsgrundlage === undefined)
      verstoesse.push(verstoss('fehlt', '/rechtsgrundlage', { teil: 'rechtsgrundlage' }))
    if (kammerart === undefined) verstoesse.push(verstoss('fehlt', '/kammerart', { teil: 'kammerart' }))
    if (rechtsgrundlage === 'hwo' && kammerart === 'ihk') verstoesse.push(verstoss('handwerk', '/kammerart', {}))
    if (knr === undefined) return [...verstoesse, verstoss('fehlt', '/knr', { teil: 'knr' })]
    const hwk = kammerart === undefined ? knr.length === 5 : kammerart === 'hwk'
    if (knr.length !== (hwk ? 5 : 3)) verstoesse.push(verstoss('form', '/knr', { knr, stellen: hwk ? 'fünf' : 'drei' }))
    else if ((hwk ? findHandwerkskammer(knr) : findKammer(knr)) === undefined)
      verstoesse.push(verstoss('unbekannt', '/knr', { knr }))
    else if (stammdaten?.knr !== undefined && stammdaten.knr !== knr)
      verstoesse.push(verstoss('andere', '/knr', { knr, eigene: stammdaten.knr }))
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
