import { zipSync } from 'fflate'
import { canonicalize } from '../kanonisch.ts'
import type { Paketbefund } from '../paket/befund.ts'
import { buildPaket, type Paketeingabe } from '../paket/build.ts'
import { type Paketpruefung, verifyPaket } from '../paket/verify.ts'
import { readZip } from '../paket/zip-read.ts'
import { type Beispielheft, createBeispielheft, readBeispielXml } from './beispielheft.ts'

/** Files of a package by name. */
export type Dateien = Readonly<Record<string, Uint8Array>>

/** A package of four reports, three of them approved with a signature, to change and to verify. */
export interface Paketprobe {
  readonly heft: Beispielheft
  readonly files: Dateien
  readonly pinned: readonly string[]
  readonly textOf: (name: string) => string
  /** The files, with another text in one of them. */
  readonly withText: (name: string, text: string) => Dateien
  /** The files, with one text replaced in one of them; throws when it does not occur. */
  readonly replaced: (name: string, from: string, to: string) => Dateien
  /** The files, with a changed value in a JSON file, written canonically again. */
  readonly changed: <T>(name: string, change: (value: T) => void) => Dateien
  /** Packs files with another program and verifies the package with pinned key and XML. */
  readonly verify: (files: Dateien) => Promise<Paketpruefung>
  /** Builds the package from a changed input, signs and verifies it. */
  readonly signed: (change: Partial<Paketeingabe>) => Promise<Paketpruefung>
}

/** Makes a package to try things on. */
export const createPaketprobe = async (): Promise<Paketprobe> => {
  const heft = await createBeispielheft(4, 3)
  const pinned = [heft.schluessel.kid]
  const files = Object.fromEntries(readZip(await buildPaket(heft.eingabe, heft.signer)).dateien)
  const textOf = (name: string) => Buffer.from(files[name] ?? []).toString()
  const withText = (name: string, text: string) => ({ ...files, [name]: Buffer.from(text) })
  return {
    ...{ heft, files, pinned, textOf, withText },
    replaced: (name, from, to) => {
      if (!textOf(name).includes(from)) throw new Error(`${name} does not hold ${from}`)
      return withText(name, textOf(name).replace(from, to))
    },
    changed: <T>(name: string, change: (value: T) => void) => {
      const value = JSON.parse(textOf(name)) as T
      change(value)
      return withText(name, canonicalize(value))
    },
    verify: (dateien) => verifyPaket(zipSync(dateien, { level: 0 }), { pinned, readXml: readBeispielXml }),
    signed: async (change) =>
      verifyPaket(await buildPaket({ ...heft.eingabe, ...change }, heft.signer), { pinned, readXml: readBeispielXml }),
  }
}

/** Findings as one line each: kind, file, page number of the report, pointer. */
export const lines = (befunde: readonly Paketbefund[]): string[] =>
  befunde.map(({ art, datei, nachweis, pfad }) =>
    [art, datei, nachweis && `Seite ${nachweis.nr}`, pfad].filter((part) => part !== undefined).join(' '),
  )
