import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** BN-030: a mark "derived" points to a value that the report has. Its pointer starts at the text (`inhalt`). */
export const ableitungenZeigenAufWerte = defineRegel({
  id: 'BN-030',
  name: 'ableitungen-zeigen-auf-werte',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'Vertrag: abgeleitete Werte sind gekennzeichnet (RFC 6901)',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Jede Kennzeichnung „abgeleitet“ zeigt auf einen Wert, den der Bericht hat.',
    en: 'Every mark "derived" points to a value that the report has.',
  },
  texte: {
    insLeere: meldung<{ pfad: string }>(
      ({ pfad }) => `Die Kennzeichnung „abgeleitet“ zeigt auf „${pfad}“; dort steht nichts.`,
      ({ pfad }) => `The mark "derived" points to "${pfad}", where there is nothing.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) =>
    nachweis.inhalt.abgeleitet?.flatMap((ableitung, i) =>
      hasWertAt(nachweis.inhalt, ableitung.pfad)
        ? []
        : [verstoss('insLeere', `/inhalt/abgeleitet/${i}/pfad`, { pfad: ableitung.pfad })],
    ) ?? keine,
})

const hasWertAt = (objekt: unknown, pfad: string): boolean => {
  let stelle = objekt
  for (const teil of pfad.split('/').slice(1)) {
    const name = teil.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof stelle !== 'object' || stelle === null || !Object.hasOwn(stelle, name)) return false
    stelle = Object.entries(stelle).find(([schluessel]) => schluessel === name)?.[1]
  }
  return stelle !== undefined
}
