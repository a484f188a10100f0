import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-002: minors are trained in recognised occupations only. */
export const minderjaehrigeNurInAnerkanntemBeruf = defineRegel({
  id: 'DAV-002',
  name: 'minderjaehrige-nur-in-anerkanntem-beruf',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 4 Abs. 3, § 66',
  rechtsgrundlageHwo: 'HwO § 25 Abs. 3, § 42r',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Jugendliche unter 18 Jahren werden nur in anerkannten Berufen ausgebildet; ausgenommen sind die Vorbereitung auf weiterführende Bildungsgänge und Regelungen der Kammer für Menschen mit Behinderung, deren Grundlage belegt ist.',
    en: 'Persons under 18 are trained in recognised occupations only, except for the preparation for further schooling and for rules of the chamber for persons with disabilities, whose basis is shown.',
  },
  felder: ['/beruf', '/beruf/regelung', '/azubi/geburtsdatum', '/beginn', '/dokumente/*/art'],
  beispiel: {
    vertrag: {
      beruf: { kennung: 'maurer-1999', bezeichnung: 'Maurer' },
      azubi: { geburtsdatum: '2010-02-10' },
      beginn: '2026-08-01',
    },
  },
  dokumente: ({ vertrag: { beruf } }) =>
    beruf?.regelung === 'behinderung' ? [{ art: 'behinderung', pflicht: false }] : [],
  texte: {
    nichtAnerkannt: meldung<{ beruf: string }>(
      ({ beruf }) =>
        `Die oder der Auszubildende ist noch nicht 18; „${beruf}“ ist am ersten Tag kein anerkannter Beruf.`,
      ({ beruf }) => `The apprentice is not yet 18; "${beruf}" is no recognised occupation on the first day.`,
      {
        abhilfe: {
          de: 'Wählen Sie einen anerkannten Ausbildungsberuf oder, wo sie zutrifft, die Ausnahme, nach der ausgebildet wird.',
          en: 'Choose a recognised occupation or, where it applies, the exception under which the training takes place.',
        },
      },
    ),
    grundlage: festeMeldung(
      'Die Grundlage der Regelung für Menschen mit Behinderung ist nicht belegt.',
      'The basis of the rule for persons with disabilities is not shown.',
      {
        de: 'Fügen Sie den Nachweis bei, nach dem die Regelung der Kammer gilt.',
        en: 'Add the proof that the rule of the chamber holds.',
      },
    ),
  },
  check: ({ vertrag, beruf, lage: { alterBeiBeginn } }, _kontext, verstoss) => {
    if (alterBeiBeginn === undefined || alterBeiBeginn >= 18) return keine
    const regelung = vertrag.beruf?.regelung ?? 'verordnung'
    if (regelung === 'behinderung')
      return hasDokument(vertrag, 'behinderung') ? keine : [verstoss('grundlage', '/beruf/regelung', {}, 'warnung')]
    return regelung === 'verordnung' && beruf?.art === 'nichtInKraft'
      ? [verstoss('nichtAnerkannt', '/beruf', { beruf: beruf.beruf.bezeichnung })]
      : keine
  },
})
