import type { Ausbildungsplanposition, Rahmenplan, Zeitrichtwert } from '../contract/rahmenplan.ts'
import { auswahlOf } from './abschnitt.ts'
import type { Anlageninhalt, Rohposition, Rohzeit } from './anlage.ts'
import { GiiError } from './gii-norm.ts'
import { readZelleZeit } from './zeitangabe.ts'
import { applyZeitplan, readZeitspannen } from './zeitplan.ts'

/** An annex that belongs to a plan. */
export interface Plananlage {
  readonly bezeichnung: string
  readonly inhalt: Anlageninhalt
  /** Whether it is for additional qualifications, which nobody must learn. */
  readonly istZusatz: boolean
  /** Schwerpunkte that are left of it; `undefined` means all. */
  readonly nurSchwerpunkte?: readonly string[]
}

/** What a plan is for. */
export interface Planrahmen {
  readonly dauer: number
  readonly fachrichtungen: readonly string[]
  readonly schwerpunkte: readonly string[]
}

const prefixOf = (anlage: Plananlage, several: boolean): string => {
  if (anlage.istZusatz) return 'ZQ'
  return several ? `Anl${anlage.bezeichnung.replace(/^Anlage\s*/, '').replace(/\s/g, '')}` : ''
}

const joinKey = (...parts: readonly (string | null | undefined)[]): string => parts.filter((part) => part).join('.')

/** As many positions as the contract allows. */
const maxPositionen = 3_000

/** Positions and sections of a plan, with keys that are unique in it. */
export const assemblePlan = (
  anlagen: readonly Plananlage[],
  rahmen: Planrahmen,
): Pick<Rahmenplan, 'abschnitte' | 'positionen' | 'zeitlicheGliederung' | 'zeitlicheGliederungText' | 'hinweise'> => {
  const total = anlagen.reduce((sum, { inhalt }) => sum + inhalt.positionen.length, 0)
  if (total > maxPositionen) throw new GiiError(`a training plan has more than ${maxPositionen} positions`)
  const { abschnitte, positionen } = assemblePositionen(
    anlagen.filter(({ inhalt }) => inhalt.positionen.length > 0),
    rahmen,
  )
  const spannen = anlagen.flatMap(({ bezeichnung, inhalt }) =>
    readZeitspannen(bezeichnung, inhalt, positionen, rahmen.dauer),
  )
  const texts = textsOf(anlagen)
  return spannen.length > 0
    ? { abschnitte, ...applyZeitplan(positionen, spannen), ...texts }
    : { abschnitte, positionen, ...texts }
}

/** Longest footnote, and longest paragraph of a time plan, that is taken over; as long as the contract allows. */
const maxHinweis = 8_000
const maxAbsatz = 60_000

/** Footnotes of the plan, and the words of a time plan that has no tables. */
const textsOf = (anlagen: readonly Plananlage[]): Pick<Rahmenplan, 'zeitlicheGliederungText' | 'hinweise'> => {
  const hinweise = anlagen.flatMap(({ inhalt }) =>
    inhalt.positionen.length > 0 ? inhalt.hinweise.filter((text) => text.length <= maxHinweis) : [],
  )
  const worte = anlagen.flatMap(({ bezeichnung: anlage, inhalt }) =>
    inhalt.positionen.length > 0 || inhalt.rahmen.length > 0
      ? []
      : inhalt.absaetze.filter((text) => text.length <= maxAbsatz).map((text) => ({ anlage, text })),
  )
  return {
    ...(hinweise.length > 0 ? { hinweise: hinweise.slice(0, 100) } : {}),
    ...(worte.length > 0 ? { zeitlicheGliederungText: worte.slice(0, 500) } : {}),
  }
}

const assemblePositionen = (
  anlagen: readonly Plananlage[],
  { dauer, fachrichtungen, schwerpunkte }: Planrahmen,
): Pick<Rahmenplan, 'abschnitte' | 'positionen'> => {
  const several = anlagen.filter(({ istZusatz }) => !istZusatz).length > 1
  const abschnitte = new Map<string, Rahmenplan['abschnitte'][number]>()
  const positionen: Ausbildungsplanposition[] = []
  const used = new Map<string, number>()
  const groups = new Map<Rohzeit['feld'], string>()
  const groupOf = (zeit: Rohzeit): string => {
    const group = groups.get(zeit.feld) ?? `g${groups.size + 1}`
    groups.set(zeit.feld, group)
    return group
  }
  for (const anlage of anlagen) {
    const prefix = prefixOf(anlage, several)
    const { positionen: roh } = anlage.inhalt
    const siblings = Map.groupBy(roh, (one) => `${one.abschnitt.kennung}\n${one.lfdNr}`)
    const unnumbered = new Map<string, number>()
    for (const one of roh) {
      const auswahl = auswahlOf(one.abschnitt, { fachrichtungen, schwerpunkte, istZusatz: anlage.istZusatz })
      if (
        anlage.nurSchwerpunkte &&
        auswahl.schwerpunkt !== undefined &&
        !anlage.nurSchwerpunkte.includes(auswahl.schwerpunkt)
      )
        continue
      const kennung = joinKey(prefix, one.abschnitt.kennung)
      if (!abschnitte.has(kennung))
        abschnitte.set(kennung, {
          kennung,
          anlage: anlage.bezeichnung,
          ueberschriften: [...one.abschnitt.ueberschriften],
        })
      const alone = siblings.get(`${one.abschnitt.kennung}\n${one.lfdNr}`)?.length === 1
      const key = joinKey(kennung, one.lfdNr ?? numberFor(unnumbered, one), one.buchstabe ?? (alone ? undefined : 't'))
      const times = (used.get(key) ?? 0) + 1
      used.set(key, times)
      positionen.push({
        nr: times === 1 ? key : `${key}~${times}`,
        abschnitt: kennung,
        lfdNr: one.lfdNr,
        berufsbildposition: one.teil,
        ...(one.bezug === undefined ? {} : { bezug: one.bezug }),
        ...(one.uebergeordnet === undefined ? {} : { uebergeordnet: one.uebergeordnet }),
        ...(one.buchstabe === undefined ? {} : { buchstabe: one.buchstabe }),
        ...(one.einleitung === undefined ? {} : { einleitung: one.einleitung }),
        text: one.text,
        ...auswahl,
        zeitrichtwerte: one.zeiten.map(
          (zeit): Zeitrichtwert => ({
            gruppe: groupOf(zeit),
            ...readZelleZeit(zeit.text, zeit.kopf, dauer, zeit.einheit),
            ...(zeit.abgeleitet && { abgeleitet: true }),
          }),
        ),
      })
    }
  }
  return { abschnitte: [...abschnitte.values()], positionen }
}

/** The key of a part without a number: `p1`, counted per name. */
const numberFor = (seen: Map<string, number>, { teil }: Rohposition): string => {
  const name = teil ?? ''
  const number = seen.get(name) ?? seen.size + 1
  seen.set(name, number)
  return `p${number}`
}
