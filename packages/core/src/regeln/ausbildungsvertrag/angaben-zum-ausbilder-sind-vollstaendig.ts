import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { isErreichbar } from '../vertragsrechnung/parteien.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-037: what the register holds about a trainer. */
export const angabenZumAusbilderSindVollstaendig = defineRegel({
  id: 'DAV-037',
  name: 'angaben-zum-ausbilder-sind-vollstaendig',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 11',
  rechtsgrundlageHwo: 'HwO § 28',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Jede Ausbilderin und jeder Ausbilder ist mit Namen angegeben, ebenso mit elektronischem Kontakt, Geschlecht und Art der fachlichen Eignung (Warnung).',
    en: 'Every trainer is given with the name, and with electronic contact, sex and kind of professional suitability (warning).',
  },
  felder: [
    '/ausbilder/*/vorname',
    '/ausbilder/*/familienname',
    '/ausbilder/*/kontakt',
    '/ausbilder/*/geschlecht',
    '/ausbilder/*/eignungsart',
  ],
  beispiel: { vertrag: { ausbilder: [{ familienname: 'Wendelin' }] } },
  texte: {
    name: festeMeldung(
      'Der Name der Ausbilderin oder des Ausbilders ist nicht vollständig.',
      'The name of the trainer is not complete.',
      {
        de: 'Tragen Sie Vornamen und Familiennamen ein.',
        en: 'Enter given names and family name.',
      },
    ),
    kontakt: festeMeldung(
      'Ein elektronischer Kontakt der Ausbilderin oder des Ausbilders fehlt.',
      'An electronic contact of the trainer is missing.',
      {
        de: 'Tragen Sie E-Mail-Adresse oder Telefonnummer ein.',
        en: 'Enter an e-mail address or a telephone number.',
      },
    ),
    geschlecht: festeMeldung(
      'Das Geschlecht der Ausbilderin oder des Ausbilders fehlt.',
      'The sex of the trainer is missing.',
      {
        de: 'Wählen Sie das Geschlecht; „ohne Angabe“ ist möglich.',
        en: 'Choose the sex; not stated is possible.',
      },
    ),
    eignungsart: festeMeldung(
      'Die Art der fachlichen Eignung fehlt.',
      'The kind of professional suitability is missing.',
      {
        de: 'Wählen Sie, woraus sich die fachliche Eignung ergibt.',
        en: 'Choose what the professional suitability follows from.',
      },
    ),
  },
  check: ({ vertrag: { ausbilder = [] } }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    ausbilder.forEach(({ vorname, familienname, kontakt, geschlecht, eignungsart }, i) => {
      const pfad = `/ausbilder/${i}`
      if (vorname === undefined) verstoesse.push(verstoss('name', `${pfad}/vorname`, {}))
      if (familienname === undefined) verstoesse.push(verstoss('name', `${pfad}/familienname`, {}))
      if (!isErreichbar(kontakt)) verstoesse.push(verstoss('kontakt', `${pfad}/kontakt`, {}, 'warnung'))
      if (geschlecht === undefined) verstoesse.push(verstoss('geschlecht', `${pfad}/geschlecht`, {}, 'warnung'))
      if (eignungsart === undefined) verstoesse.push(verstoss('eignungsart', `${pfad}/eignungsart`, {}, 'warnung'))
    })
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
