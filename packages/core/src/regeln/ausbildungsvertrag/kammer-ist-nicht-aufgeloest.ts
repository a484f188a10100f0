import { findKammer } from '../../codelisten/kammer.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-041: a dissolved chamber is refused, with its successor. */
export const kammerIstNichtAufgeloest = defineRegel({
  id: 'DAV-041',
  name: 'kammer-ist-nicht-aufgeloest',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'XUnternehmen, Codeliste der IHKs vom 15.02.2021',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Die Kammer des Vertrags ist nicht aufgelöst; sonst gilt die Nummer ihrer Nachfolgerin.',
    en: 'The chamber of the contract is not dissolved; else the number of its successor holds.',
  },
  felder: ['/knr'],
  beispiel: { vertrag: { kammerart: 'ihk', knr: '187' } },
  texte: {
    aufgeloest: meldung<{ knr: string; name: string; nachfolger: string; nachfolgerName: string }>(
      ({ knr, name }) => `Die ${name} (${knr}) ist aufgelöst.`,
      ({ knr, name }) => `${name} (${knr}) is dissolved.`,
      {
        gefunden: ({ knr }) => knr,
        erwartet: ({ nachfolger }) => nachfolger,
        abhilfe: {
          de: ({ nachfolger, nachfolgerName }) => `Tragen Sie die ${nachfolgerName} (${nachfolger}) ein.`,
          en: ({ nachfolger, nachfolgerName }) => `Enter ${nachfolgerName} (${nachfolger}).`,
        },
      },
    ),
  },
  check: ({ vertrag: { knr } }, _kontext, verstoss) => {
    const kammer = knr === undefined ? undefined : findKammer(knr)
    if (kammer === undefined || kammer.aktiv) return keine
    const { name, nachfolger } = kammer
    const nachfolgerName = findKammer(nachfolger)?.name ?? nachfolger
    return [verstoss('aufgeloest', '/knr', { knr: kammer.knr, name, nachfolger, nachfolgerName })]
  },
})
