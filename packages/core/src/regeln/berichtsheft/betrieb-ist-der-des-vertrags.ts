import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/**
 * K9: the company that presents the book is the company of the contract. Legal form, case and punctuation of the name
 * are compared, the rest of the writing is not.
 */
export const betriebIstDerDesVertrags = defineRegel({
  id: 'K9',
  name: 'betrieb-ist-der-des-vertrags',
  schwere: 'warnung',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2, § 11 Abs. 1 Satz 2 Nr. 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der Betrieb, der das Berichtsheft vorlegt, ist der Betrieb des Ausbildungsvertrags.',
    en: 'The company that presents the book is the company of the training contract.',
  },
  texte: {
    unbekannt: meldung(
      () => 'Zum Berichtsheft fehlt der Ausbildungsbetrieb.',
      () => 'The book does not name the training company.',
    ),
    anderer: meldung<{ vorlage: string; vertrag: string }>(
      ({ vorlage, vertrag }) => `Vorgelegt von „${vorlage}“, Ausbildungsbetrieb ist „${vertrag}“.`,
      ({ vorlage, vertrag }) => `Presented by "${vorlage}", the training company is "${vertrag}".`,
    ),
  },
  check: ({ berichtsheft, vorlage }, _kontext, verstoss) => {
    const vertrag = berichtsheft.unternehmen?.name
    if (vertrag === undefined) return [verstoss('unbekannt', '/berichtsheft/unternehmen', {}, 'hinweis')]
    const vorlegender = vorlage?.unternehmen
    return vorlegender !== undefined && toVergleichsform(vorlegender) !== toVergleichsform(vertrag)
      ? [verstoss('anderer', '/berichtsheft/unternehmen/name', { vorlage: vorlegender, vertrag })]
      : keine
  },
})

const toVergleichsform = (name: string): string =>
  (
    name
      .normalize('NFC')
      .toLocaleLowerCase('de')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join('')
