import type { Datum } from '../../contract/common.ts'
import { type Heftvertrag, listAusbilderAm, vertragAm } from '../../domain/heftvertrag.ts'
import { minDatum } from '../../domain/kalender.ts'
import { findFreigabe } from '../freigabe.ts'
import type { Nachweis } from '../objekt.ts'
import { defineRegel, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/**
 * K9: the company that presents the book is the company of the contract, and trainers who approve are those whom the
 * registered contract names for that day. Legal form, case and punctuation of names are compared, the rest of the writing
 * is not.
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
    de: 'Der Betrieb, der das Berichtsheft vorlegt, ist der Betrieb des Ausbildungsvertrags; wer als Ausbilder freigibt, steht für diesen Tag im eingetragenen Vertrag.',
    en: 'The company that presents the book is the company of the training contract; who approves as the trainer stands in the registered contract for that day.',
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
    imHeft: meldung<{ heft: string; vertrag: string }>(
      ({ heft, vertrag }) => `Das Berichtsheft nennt „${heft}“, der eingetragene Vertrag „${vertrag}“.`,
      ({ heft, vertrag }) => `The book names "${heft}", the registered contract "${vertrag}".`,
    ),
    ausbilder: meldung<{ name: string; vertrag: string; tag: Datum; anzahl: number }>(
      ({ name, vertrag, tag, anzahl }) =>
        `${anzahl} Berichte hat ab dem ${toDeutschesDatum(tag)} ${name} als Ausbilder freigegeben; im eingetragenen Vertrag steht ${vertrag}.`,
      ({ name, vertrag, tag, anzahl }) =>
        `${anzahl} reports were approved by ${name} as the trainer, from ${tag} on; the registered contract names ${vertrag}.`,
    ),
  },
  check: ({ berichtsheft, ausbildungsnachweise, vorlage, heftvertrag }, { stichtag }, verstoss) => {
    const imHeft = berichtsheft.unternehmen?.name
    const imVertrag = heftvertrag && vertragAm(heftvertrag, stichtag).ausbildender?.name
    const vertrag = imVertrag ?? imHeft
    const fremde = heftvertrag === undefined ? [] : listFremdeAusbilder(ausbildungsnachweise, heftvertrag)
    const trainers = fremde.map(({ stelle, ...werte }) =>
      verstoss('ausbilder', `/ausbildungsnachweise/${stelle}/verlauf`, werte, 'hinweis'),
    )
    if (vertrag === undefined) return [verstoss('unbekannt', '/berichtsheft/unternehmen', {}, 'hinweis'), ...trainers]
    const pfad = '/berichtsheft/unternehmen/name'
    const vorlegender = vorlage?.unternehmen
    const isAnderer = (name: string | undefined): name is string =>
      name !== undefined && toVergleichsform(name) !== toVergleichsform(vertrag)
    return [
      ...(isAnderer(vorlegender) ? [verstoss('anderer', pfad, { vorlage: vorlegender, vertrag })] : []),
      ...(isAnderer(imHeft) ? [verstoss('imHeft', pfad, { heft: imHeft, vertrag })] : []),
      ...trainers,
    ]
  },
})

interface FremderAusbilder {
  readonly stelle: number
  readonly name: string
  readonly vertrag: string
  readonly tag: Datum
  readonly anzahl: number
}

/** Trainers who approved on days on which the contract names others; each once, with the first report. */
const listFremdeAusbilder = (nachweise: readonly Nachweis[], heftvertrag: Heftvertrag): FremderAusbilder[] => {
  const jeName = new Map<string, FremderAusbilder>()
  for (const [stelle, nachweis] of nachweise.entries()) {
    const freigabe = findFreigabe(nachweis)
    const { name, rolle } = freigabe?.schritt.durch ?? {}
    if (freigabe === undefined || name === undefined || rolle !== 'ausbilder') continue
    const responsible = listAusbilderAm(heftvertrag, freigabe.tag)
    const key = toVergleichsform(name)
    if (responsible.length === 0 || responsible.some((one) => toVergleichsform(one) === key)) continue
    const known = jeName.get(key)
    jeName.set(
      key,
      known === undefined
        ? { stelle, name, vertrag: responsible.join(', '), tag: freigabe.tag, anzahl: 1 }
        : { ...known, tag: minDatum(known.tag, freigabe.tag), anzahl: known.anzahl + 1 },
    )
  }
  return [...jeName.values()]
}

const toVergleichsform = (name: string): string =>
  (
    name
      .normalize('NFC')
      .toLocaleLowerCase('de')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join('')
