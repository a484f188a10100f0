import { type Leseauftrag, readProfil } from '../kern/ansicht.ts'
import type { Aussage } from '../kern/aussage.ts'
import type { ProfilId } from '../kern/slot.ts'
import type { Wissensstand } from '../kern/stand.ts'

/** A step of the system as a bar over years of school. */
export interface Diagrammstufe {
  readonly name: string
  /** Years from the begin of school; of a step of unknown length one year is drawn, with an open end. */
  readonly von: number
  readonly bis: number
  readonly istOffen: boolean
  /** Row; steps at the same time lie below each other. */
  readonly zeile: number
  readonly isced?: string
}

/** A kind of school with its names. */
export interface Diagrammschulart {
  readonly name: string
  readonly original?: string
  readonly umschrift?: string
  readonly sprache?: string
  readonly schrift?: string
  readonly jahre?: number
  readonly isced?: string
}

/** What a diagram shows. */
export interface Diagrammmodell {
  readonly stufen: readonly Diagrammstufe[]
  readonly schularten: readonly Diagrammschulart[]
  /** Years of compulsory schooling; several where sources do not agree. */
  readonly pflichtjahre: readonly number[]
  /** Age at the begin of school, where it is stated. */
  readonly abAlter?: number
}

interface Stufe {
  readonly stufe?: string
  readonly jahre?: number
  readonly abAlter?: number
  readonly isced?: string
  readonly nach?: readonly string[]
}

/** What of a country's profile a diagram is drawn from; nothing is added to what is stated. */
export const readDiagramm = (stand: Wissensstand, profil: ProfilId, auftrag: Leseauftrag): Diagrammmodell => {
  const ansichten = readProfil(stand, profil, auftrag)
  const valuesOf = (abschnitt: string, feld: string): { wert: unknown; aussage: Aussage }[] =>
    ansichten
      .filter((ansicht) => ansicht.abschnitt === abschnitt && ansicht.feld === feld)
      .flatMap(({ werte }) => werte)
      .flatMap(({ wert }) => {
        const aussage = wert as Aussage | undefined
        return aussage === undefined || aussage.wert === null ? [] : [{ wert: aussage.wert, aussage }]
      })
  const [struktur] = valuesOf('bildungssystem', 'struktur')
  const steps = (struktur?.wert ?? []) as readonly Stufe[]
  const abAlter = steps[0]?.abAlter
  return {
    stufen: placeStufen(steps),
    schularten: valuesOf('schularten', 'schulart').flatMap(({ wert, aussage }) => toSchulart(wert, aussage)),
    pflichtjahre: [...new Set(valuesOf('bildungssystem', 'pflichtschuljahre').map(({ wert }) => Number(wert)))].sort(
      (a, b) => a - b,
    ),
    ...(abAlter === undefined ? {} : { abAlter }),
  }
}

const toSchulart = (wert: unknown, { original }: Aussage): Diagrammschulart[] => {
  const { nameDe, nameEn, nameOriginal, umschrift, sprache, schrift, dauerJahre, isced } = wert as {
    readonly [K in 'nameDe' | 'nameEn' | 'nameOriginal' | 'umschrift' | 'sprache' | 'schrift' | 'isced']?: string
  } & { readonly dauerJahre?: number }
  const own = nameOriginal ?? original?.text
  const name = nameDe ?? nameEn ?? own
  if (name === undefined) return []
  const members = {
    original: own === name ? undefined : own,
    umschrift: umschrift ?? original?.umschrift,
    sprache: sprache ?? original?.sprache,
    schrift: schrift ?? original?.schrift,
    jahre: dauerJahre,
    isced,
  }
  return [
    { name, ...(Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as object) },
  ]
}

/**
 * Places the steps: after those that they name in `nach`, at the age that they name, else after the one before in the list. Each lies
 * in the first row that is free for its time.
 */
const placeStufen = (steps: readonly Stufe[]): Diagrammstufe[] => {
  const start = steps[0]?.abAlter
  const placed: Diagrammstufe[] = []
  for (const { stufe = '', jahre, abAlter, isced, nach = [] } of steps) {
    const before = placed.filter(({ name }) => nach.includes(name))
    const von =
      before.length > 0
        ? Math.max(...before.map(({ bis }) => bis))
        : abAlter !== undefined && start !== undefined
          ? Math.max(0, abAlter - start)
          : (placed.at(-1)?.bis ?? 0)
    const bis = von + (jahre === undefined || jahre === 0 ? 1 : jahre)
    const meets = (zeile: number) => placed.some((one) => one.zeile === zeile && one.von < bis && von < one.bis)
    let zeile = 0
    while (meets(zeile)) zeile++
    placed.push({
      name: stufe,
      von,
      bis,
      zeile,
      istOffen: jahre === undefined,
      ...(isced === undefined ? {} : { isced }),
    })
  }
  return placed
}
