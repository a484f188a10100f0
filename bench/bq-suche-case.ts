import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import {
  type Aenderungssatz,
  addSatz,
  aenderungIdOf,
  createWissensstand,
  deriveAussageId,
  type ProfilId,
  slotOf,
  type Wissensstand,
} from '@berichtsheft/bq-knowledge'
import { migrateWissen, type Suchauftrag, searchProfile, writeSuche } from '@berichtsheft/bq-knowledge/speicher'
import { createTestdatenbank } from '@berichtsheft/bq-knowledge/testing'
import { sha256 } from '@berichtsheft/core/signatur'
import { createZufall, type Zufall } from '@berichtsheft/core/testing'
import { startEmbeddedDatabase } from '../gateway/src/db/embedded.ts'
import { formatTable, type Section } from './report.ts'

const seed = Number(process.env.BQ_SEED ?? 5)
const silben =
  'bran żo wa szko ła tech nik um me slek li se si us ta lık bel ge thā nuy al ʿām ma for ma tion pro fes ele ktro gas tro lo gis tik han del bau holz me tall'.split(
    ' ',
  )

/** Words that differ as words of a language do: few are frequent, most are rare. */
const inventWorte = (zufall: Zufall, anzahl: number): string[] =>
  Array.from({ length: anzahl }, () =>
    Array.from({ length: zufall.between(2, 4) }, () => silben[zufall.between(0, silben.length - 1)]).join(''),
  )
const pickWort = (zufall: Zufall, worte: readonly string[]): string =>
  worte[Math.floor((zufall.between(0, 9_999) / 10_000) ** 3 * worte.length)] ?? ''
const sentence = (zufall: Zufall, worte: readonly string[], anzahl: number): string =>
  Array.from({ length: anzahl }, () => pickWort(zufall, worte)).join(' ')

const namen = ['kopf/nameDe', 'kopf/nameOriginal', 'kopf/abschlussbezeichnungOriginal']
const prosa = [
  'ausbildung/zugang',
  'inhalte/lernergebnisse',
  'berechtigungen/beruflich',
  'rechtsgrundlagen/rechtsgrundlage',
]

/** Adds a published profile of thirty statements to a fold: one changeset and its approval. */
const inventProfil = (stand: Wissensstand, zufall: Zufall, worte: readonly string[], nr: number): ProfilId => {
  const profil: ProfilId = `qual:${deriveAussageId('suche', String(nr))}`
  const felder = [
    ...namen,
    'kopf/land',
    'einstufung/isced',
    ...Array.from({ length: 25 }, (_, i) => prosa[i % prosa.length] ?? ''),
  ]
  const slots = felder.map((feld, i) => {
    const [abschnitt = '', name = ''] = feld.split('/')
    return slotOf(profil, abschnitt, name, deriveAussageId('suche', `${nr}/${i}`))
  })
  const wertOf = (feld: string): string =>
    feld === 'kopf/land'
      ? String.fromCharCode(65 + (nr % 26), 65 + (nr % 25))
      : feld === 'einstufung/isced'
        ? '354'
        : sentence(zufall, worte, namen.includes(feld) ? 4 : 25)
  const aenderungen = slots.flatMap((slot, i) => [
    { slot, ersetzt: [], salz: '', wert: { wert: wertOf(felder[i] ?? '') } },
    { slot: `${slot}/belege`, ersetzt: [], salz: '', wert: { art: 'gesetz', titel: 'Quelle', guete: 'amtlich' } },
  ])
  const satzOf = (kammer: string, inhalt: Aenderungssatz['aenderungen']): Aenderungssatz =>
    ({
      id: sha256(`${nr}/${kammer}`),
      kopf: { knoten: `ihk-${kammer}`, nr: nr + 1, kammer, zugang: 'oeffentlich', rolle: 'bearbeiter' },
      signatur: '',
      aenderungen: inhalt,
    }) as unknown as Aenderungssatz
  const satz = satzOf('101', aenderungen)
  const ziele = aenderungen.map(({ slot }, i) => aenderungIdOf(satz.id, i, slot))
  addSatz(stand, satz, 'p101')
  addSatz(
    stand,
    satzOf('102', [{ slot: 'pruefvermerk', ersetzt: [], salz: '', wert: null, angaben: { ziele, urteil: 'frei' } }]),
    'p102',
  )
  return profil
}

/** Profiles whose rows are made together, as the views do it. */
const atOnce = 60

/** Milliseconds on a processor so far, of this process and of one that serves it (Linux; to the nanosecond). */
const usedOf = (pid: number): number => {
  const { user, system } = process.cpuUsage()
  const [onCpu = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')
  return (user + system) / 1_000 + Number(onCpu) / 1_000_000
}

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN

/** The search over a base of full size: rare and frequent words, names without their marks, filters, and words that nothing has. */
export const measureSuche = async (): Promise<Section> => {
  const profile = Number(process.env.BQ_PROFILE ?? 6_500)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bq-suche-'))
  const server = await startEmbeddedDatabase(path.join(folder, 'postgres'))
  const zufall = createZufall(seed)
  const worte = inventWorte(zufall, 20_000)
  try {
    const datenbank = await createTestdatenbank({ url: server.url, prefix: 'bench' })
    await migrateWissen(datenbank.pool)
    const begin = performance.now()
    for (let start = 0; start < profile; start += atOnce) {
      const stand = createWissensstand()
      const some = Array.from({ length: Math.min(atOnce, profile - start) }, (_, i) =>
        inventProfil(stand, zufall, worte, start + i),
      )
      await writeSuche(datenbank.pool, stand, { profile: some })
    }
    const filled = performance.now() - begin
    await datenbank.pool.query('vacuum analyze')
    const ask = (text: string, rest: Partial<Suchauftrag> = {}) =>
      searchProfile(datenbank.pool, {
        sicht: 'oeffentlich',
        stufe: 'oeffentlich',
        arten: ['land', 'qual', 'ref'],
        text,
        marken: [],
        anzahl: 20,
        ab: 0,
        ...rest,
      })
    const rare = () => worte[zufall.between(0, worte.length - 1)] ?? ''
    const kinds: readonly (readonly [string, () => Promise<{ gesamt: number }>])[] = [
      ['one word as it comes in a text', () => ask(pickWort(zufall, worte))],
      ['two words', () => ask(sentence(zufall, worte, 2))],
      ['a rare word', () => ask(rare())],
      ['the begin of a word, two letters', () => ask(rare().slice(0, 2))],
      ['the most frequent words', () => ask(worte.slice(0, 3).join(' '))],
      ['words of a name and a country', () => ask(pickWort(zufall, worte), { marken: ['land:AA'] })],
      ['a word with a fault, which nothing has', () => ask(`${rare()}xq`)],
      ['the list without words, by level', () => ask('', { arten: ['qual'], marken: ['isced:35'] })],
    ]
    const { rows: backend } = await datenbank.pool.query<{ pid: number }>('select pg_backend_pid() as pid')
    const usage = () => usedOf(backend[0]?.pid ?? 0)
    const rows: string[][] = []
    const all: { wall: number; cpu: number }[] = []
    const toRow = (name: string, some: readonly { wall: number; cpu: number }[], hits: string): string[] => {
      const of = (key: 'wall' | 'cpu', q: number) =>
        `${quantile(
          some.map((one) => one[key]),
          q,
        ).toFixed(1)} ms`
      return [name, of('wall', 0.5), of('wall', 0.95), of('cpu', 0.5), of('cpu', 0.95), hits]
    }
    for (const [name, run] of kinds) {
      await run()
      const some: { wall: number; cpu: number }[] = []
      let hits = 0
      for (let i = 0; i < 60; i++) {
        const [from, before] = [performance.now(), usage()]
        hits += (await run()).gesamt
        some.push({ wall: performance.now() - from, cpu: usage() - before })
      }
      all.push(...some)
      rows.push(toRow(name, some, String(Math.round(hits / some.length))))
    }
    rows.push(toRow('all of these', all, ''))
    await datenbank.close()
    return {
      title: `Search of the knowledge base: ${profile} profiles of 30 statements`,
      lines: [
        `Seed ${seed}; ${worte.length} words, 60 questions of each kind, one after the other; aim: p95 below 50 ms. Rows made in ${(filled / 1_000).toFixed(0)} s. Load of the machine at the end ${os
          .loadavg()
          .map((l) => l.toFixed(1))
          .join(' ')} on ${os.cpus().length} cores.`,
        '',
        ...formatTable(['question', 'p50', 'p95', 'CPU p50', 'CPU p95', 'counted'], rows),
      ],
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
