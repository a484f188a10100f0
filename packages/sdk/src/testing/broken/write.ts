import { memoryTarget } from '../../adapter-source.ts'
import { toBemerkungItem } from '../../bemerkung.ts'
import { collect } from '../subject.ts'
import { type Break, later, withMethods, withRawMethods, writing } from './break.ts'

/** Adapters that break one promise each, by the check that finds it. */
export const writeBreaks: Readonly<Record<string, Break>> = {
  'write-round-trip': withMethods((methods) => ({
    ...methods,
    write: (lieferung, target, options) =>
      later(async () => {
        const poorer = structuredClone(lieferung)
        for (const { inhalt } of poorer.ausbildungsnachweise) delete inhalt.wochentexte
        const lost = lieferung.ausbildungsnachweise.flatMap(({ inhalt }, index) =>
          inhalt.wochentexte ? [toBemerkungItem(`#/ausbildungsnachweise/${index}/inhalt/wochentexte`, dropped)] : [],
        )
        return [...(await collect(writing(methods, poorer, target, options))), ...lost]
      }),
  })),
  'write-losses-remarked': withMethods((methods) => ({
    ...methods,
    write: (lieferung, target, options) => {
      const poorer = structuredClone(lieferung)
      for (const { kommentare } of poorer.ausbildungsnachweise)
        for (const kommentar of kommentare ?? []) delete kommentar.bezug
      return writing(methods, poorer, target, options)
    },
  })),
  'write-deterministic': withMethods((methods, { now }) => ({
    ...methods,
    write: (lieferung, target, options) =>
      later(async () => {
        const inner = memoryTarget()
        const items = await collect(writing(methods, lieferung, inner, options))
        for (const [name, bytes] of inner.dateien) {
          const stamped = name === 'heft.json' ? stamp(bytes, now()) : bytes
          await target.schreibe(name, stamped)
        }
        return items
      }),
  })),
  'write-file-names': withMethods((methods) => ({
    ...methods,
    write: (lieferung, target, options) =>
      writing(
        methods,
        lieferung,
        { schreibe: (name, inhalt) => target.schreibe(name === 'heft.json' ? name : `../${name}`, inhalt) },
        options,
      ),
  })),
  'write-within-target': withMethods((methods, { fetch }, { basis }) => ({
    ...methods,
    write: (lieferung, target, options) => {
      fetch(basis).catch(() => undefined)
      return writing(methods, lieferung, target, options)
    },
  })),
  'write-abort': withRawMethods((methods) => ({
    ...methods,
    write: (lieferung, target) => writing(methods, lieferung, target),
  })),
}

const dropped = {
  schwere: 'hinweis',
  text: 'Der Wochentext hat keinen Platz.',
  textEnglisch: 'The text of the week has no place.',
} as const

const stamp = (bytes: Uint8Array, now: Date): Uint8Array => {
  const head: unknown = JSON.parse(new TextDecoder().decode(bytes))
  return new TextEncoder().encode(JSON.stringify({ ...Object(head), geschrieben: now.toISOString() }))
}
