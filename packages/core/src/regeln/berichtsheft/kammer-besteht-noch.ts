import { findKammer } from '../../codelisten/kammer.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-041: a dissolved chamber is refused, with its successor. */
export const kammerBestehtNoch = defineRegel({
  id: 'DAV-041',
  name: 'kammer-besteht-noch',
  schwere: 'fehler',
  gegenstand: 'berichtsheft',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'XUnternehmen, Codeliste der IHKs vom 15.02.2021',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Die Kammer ist nicht aufgelöst; sonst gilt die Nummer ihrer Nachfolgerin.',
    en: 'The chamber is not dissolved; else the number of its successor holds.',
  },
  texte: {
    aufgeloest: meldung<{ knr: string; name: string; nachfolger: string; nachfolgerName: string }>(
      ({ knr, name, nachfolger, nachfolgerName }) =>
        `Die ${name} (${knr}) ist aufgelöst; zuständig ist die ${nachfolgerName} (${nachfolger}).`,
      ({ knr, name, nachfolger, nachfolgerName }) =>
        `${name} (${knr}) is dissolved; ${nachfolgerName} (${nachfolger}) is in charge.`,
    ),
  },
  check: ({ berichtsheft: { knr } }, _kontext, verstoss) => {
    const kammer = findKammer(knr)
    if (kammer === undefined || kammer.aktiv) return keine
    const { name, nachfolger } = kammer
    const nachfolgerName = findKammer(nachfolger)?.name ?? nachfolger
    return [verstoss('aufgeloest', '/berichtsheft/knr', { knr, name, nachfolger, nachfolgerName })]
  },
})
