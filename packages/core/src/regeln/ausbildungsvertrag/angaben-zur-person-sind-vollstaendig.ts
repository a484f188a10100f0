import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

const vorausbildung = {
  teil: 'vorausbildungen',
  de: 'vorherige Berufsausbildung',
  en: 'earlier vocational training',
} as const

const angaben = [
  { teil: 'geschlecht', de: 'Geschlecht', en: 'sex' },
  { teil: 'staatsangehoerigkeiten', de: 'Staatsangehörigkeit', en: 'nationality' },
  { teil: 'schulabschluss', de: 'höchster allgemeiner Schulabschluss', en: 'highest school leaving certificate' },
  { teil: 'berufsvorbereitung', de: 'Berufsvorbereitung, berufliche Grundbildung', en: 'preparation for work' },
  vorausbildung,
  { teil: 'studium', de: 'vorheriges Studium', en: 'earlier studies' },
] as const

type Angabe = (typeof angaben)[number]

/** DAV-031: what the register holds about the apprentice; not known and none are answers. */
export const angabenZurPersonSindVollstaendig = defineRegel({
  id: 'DAV-031',
  name: 'angaben-zur-person-sind-vollstaendig',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 2',
  rechtsgrundlageHwo: 'HwO § 28',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Geschlecht, Staatsangehörigkeit, Schulabschluss, Berufsvorbereitung oder Grundbildung, vorherige Ausbildung und vorheriges Studium sind angegeben; „keine“ und „unbekannt“ sind Angaben.',
    en: 'Sex, nationality, school leaving certificate, preparation for work or basic training, earlier training and earlier studies are given; none and not known are answers.',
  },
  felder: [
    '/azubi/geschlecht',
    '/azubi/staatsangehoerigkeiten',
    '/azubi/schulabschluss',
    '/azubi/vorausbildungen',
    '/azubi/vorausbildungen/*/art',
    '/azubi/studium',
    '/azubi/berufsvorbereitung',
  ],
  beispiel: { vertrag: { azubi: { geschlecht: 'w' } } },
  texte: {
    fehlt: meldung<Angabe>(
      ({ de }) => `Die Angabe fehlt: ${de}.`,
      ({ en }) => `This is missing: ${en}.`,
      {
        abhilfe: {
          de: ({ de }) =>
            `Ergänzen Sie die Angabe: ${de}; auch „keine“ oder „unbekannt“ ist möglich, wo die Liste es anbietet.`,
          en: ({ en }) => `Add it: ${en}; none or not known are possible where the list offers them.`,
        },
      },
    ),
  },
  check: ({ vertrag: { azubi = {} } }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    for (const angabe of angaben) {
      const wert = azubi[angabe.teil]
      if (wert === undefined || wert.length === 0) verstoesse.push(verstoss('fehlt', `/azubi/${angabe.teil}`, angabe))
    }
    azubi.vorausbildungen?.forEach(({ art }, i) => {
      if (art === undefined) verstoesse.push(verstoss('fehlt', `/azubi/vorausbildungen/${i}/art`, vorausbildung))
    })
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
