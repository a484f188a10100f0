import { canonicalize } from '@berichtsheft/core/signatur'
import type { Aussage, Beleg } from '../kern/aussage.ts'
import {
  type Fassungsaussage,
  type Fassungswert,
  planFassung,
  previewEntwuerfe,
  type Vorschau,
} from '../kern/fassung.ts'
import type { Entwurf } from '../kern/schreiber.ts'
import { type Eintrag, idOf, listEintraege, type Wissensstand, wertOf } from '../kern/stand.ts'
import type { Importzeile } from './zeile.ts'

/** Who imports, and from which version of the file the present one was made; without it, from what the person wrote last. */
export interface Importauftrag {
  readonly person: string
  readonly zeilen: readonly Importzeile[]
  readonly basis?: readonly Importzeile[]
  readonly grund: string
}

/** The changes that an import makes, and what each meets. */
export interface Importplan {
  readonly entwuerfe: readonly Entwurf[]
  readonly vorschau: readonly Vorschau[]
  /** Rows that change nothing. */
  readonly unveraendert: number
}

/**
 * Merges rows of a file into the state, three ways: base, file and what stands there now. The base is an older version of the file
 * if there is one, else what the person wrote last in the slot, else an equal value of anybody. So a row that did not change since
 * changes nothing, whatever others made of it; a changed one replaces its base, and where others changed that too, both stand side
 * by side as a conflict. Rows that are gone are withdrawn only when `basis` says that they were there.
 */
export const planImport = (stand: Wissensstand, { person, zeilen, basis, grund }: Importauftrag): Importplan => {
  const old = basis && new Map(basis.map((zeile) => [zeile.id, zeile]))
  const bases = zeilen.map((zeile): Fassungsaussage => {
    const before = old?.get(zeile.id)
    return old ? baseOfFile(stand, zeile.id, before) : baseOfPerson(stand, zeile, person)
  })
  const now = new Set(zeilen.map(({ id }) => id))
  const gone = (basis ?? []).filter(({ id }) => !now.has(id)).map((zeile) => baseOfFile(stand, zeile.id, zeile))
  // The profile of a version only names the file.
  const plan = planFassung(
    stand,
    { profil: 'klass:import', aussagen: [...bases, ...gone] },
    { aussagen: zeilen },
    grund,
  )
  const vorschau = previewEntwuerfe(stand, plan).filter((schritt) => !isDone(schritt))
  const open = vorschau.map(({ entwurf }) => entwurf)
  const cited = citeNew(open, zeilen)
  const touched = new Set(open.map(({ slot }) => slot.replace(/\/belege$/, '')))
  return {
    entwuerfe: [...open, ...cited],
    vorschau: [...vorschau, ...previewEntwuerfe(stand, cited)],
    unveraendert: zeilen.filter(({ id }) => !touched.has(id)).length,
  }
}

/** Whether the slot says already what a change would make it say, whoever brought that about. */
const isDone = ({ entwurf, jetzt }: Vorschau): boolean => {
  if (isWithdrawal(entwurf.wert)) {
    const ids = new Set(jetzt.filter(({ wert }) => !isWithdrawal(wert)).flatMap(({ aenderungen }) => aenderungen))
    return !entwurf.ersetzt.some((id) => ids.has(id))
  }
  const wanted = canonicalize(entwurf.wert)
  const saying = jetzt.filter(({ wert }) => wert !== undefined && wert !== null && canonicalize(wert) === wanted)
  const others = entwurf.ersetzt.filter((id) =>
    jetzt.some(({ aenderungen, wert }) => aenderungen.includes(id) && canonicalize(wert ?? null) !== wanted),
  )
  return saying.length > 0 && others.length === 0
}

/** A value that stands beside others is a statement of its own: it comes with its citations, also when others gave the same ones. */
const citeNew = (plan: readonly Entwurf[], zeilen: readonly Importzeile[]): Entwurf[] => {
  const cited = new Set(plan.map(({ slot }) => slot))
  const beside = new Set(plan.filter(({ ersetzt }) => ersetzt.length === 0).map(({ slot }) => slot))
  return zeilen
    .filter(({ id }) => beside.has(id) && !cited.has(`${id}/belege`))
    .flatMap(({ id, belege }) => belege.map((wert) => ({ slot: `${id}/belege`, ersetzt: [], wert })))
}

const entriesOf = (stand: Wissensstand, slot: string): readonly Eintrag[] => {
  const ort = stand.slots.get(slot)
  return ort ? listEintraege(ort) : []
}

const withValue = (stand: Wissensstand, eintraege: readonly Eintrag[], wert: unknown): string[] => {
  const wanted = canonicalize(wert)
  return eintraege
    .filter((eintrag) => {
      const value = wertOf(stand, eintrag)
      return value !== undefined && value !== null && canonicalize(value) === wanted
    })
    .map(idOf)
}

/** The heads of an older version of the file: whoever set these values. */
const baseOfFile = (stand: Wissensstand, id: string, zeile: Importzeile | undefined): Fassungsaussage => {
  const among = <T>(slot: string, werte: readonly T[]): Fassungswert<T>[] =>
    werte.map((wert) => ({ wert, koepfe: withValue(stand, entriesOf(stand, slot), wert) }))
  return {
    id,
    werte: among<Aussage>(id, zeile?.werte ?? []),
    belege: among<Beleg>(`${id}/belege`, zeile?.belege ?? []),
  }
}

const baseOfPerson = (stand: Wissensstand, { id, werte, belege }: Importzeile, person: string): Fassungsaussage => ({
  id,
  werte: ownValues<Aussage>(stand, id, werte, person),
  belege: ownValues<Beleg>(stand, `${id}/belege`, belege, person),
})

const isWithdrawal = (wert: unknown): boolean =>
  wert === undefined ||
  wert === null ||
  (typeof wert === 'object' && 'wert' in (wert as object) && (wert as Aussage).wert === null)

const ownValues = <T>(stand: Wissensstand, slot: string, werte: readonly T[], person: string): Fassungswert<T>[] => {
  const all = entriesOf(stand, slot)
  const own = all.filter(({ satz }) => satz.urheber?.person === person)
  const known = werte.flatMap((wert) => {
    const koepfe = withValue(stand, all, wert)
    return koepfe.length === 0 ? [] : [{ wert, koepfe }]
  })
  if (own.length === 0) return known
  const replaced = new Set(own.flatMap(({ ersetzt }) => ersetzt))
  const last = own.filter((eintrag) => !replaced.has(eintrag))
  const values = last.flatMap((eintrag) => {
    const wert = wertOf(stand, eintrag)
    return wert === undefined || isWithdrawal(wert) ? [] : [{ wert: wert as T, koepfe: [idOf(eintrag)] }]
  })
  // The person took it back and the file still says the same: the file did not change, the person did.
  const takenBack = known.filter(({ wert }) => !values.some((value) => canonicalize(value.wert) === canonicalize(wert)))
  const isOver = last.some((eintrag) => isWithdrawal(wertOf(stand, eintrag)))
  return values.length === 0 || isOver ? [...values, ...takenBack] : values
}
