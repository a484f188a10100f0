import { defineRegel, keine, meldung } from '../regel.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-108: agreed benefits in kind have their annex. */
export const sachbezuegeMitAnlage = defineRegel({
  id: 'DAV-108',
  name: 'sachbezuege-mit-anlage',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 17 Abs. 6; Vertragsmuster § 6 Nr. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Sind Sachleistungen vereinbart, ist die Anlage dazu beigefügt.',
    en: 'Where benefits in kind are agreed, the annex on them is attached.',
  },
  felder: ['/dokumente', '/sachbezuege'],
  beispiel: { vertrag: { sachbezuege: [{ art: 'verpflegung', betrag: 34_500 }] } },
  dokumente: ({ vertrag: { sachbezuege } }) =>
    (sachbezuege?.length ?? 0) > 0 ? [{ art: 'sachbezuege', pflicht: true }] : [],
  texte: {
    fehlt: meldung(
      () => 'Es sind Sachleistungen vereinbart; die Anlage dazu fehlt.',
      () => 'Benefits in kind are agreed; the annex on them is missing.',
      {
        abhilfe: {
          de: 'Fügen Sie die Anlage über Sachleistungen nach § 6 Nr. 2 des Vertrags bei.',
          en: 'Attach the annex on benefits in kind under § 6 Nr. 2 of the contract.',
        },
      },
    ),
  },
  check: ({ vertrag }, _kontext, verstoss) =>
    (vertrag.sachbezuege?.length ?? 0) > 0 && !hasDokument(vertrag, 'sachbezuege')
      ? [verstoss('fehlt', '/dokumente', {})]
      : keine,
})
