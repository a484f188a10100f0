import { createZufall, type Zufall } from '@berichtsheft/core/testing'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { vectorOf } from '../kern/abgleich.ts'
import { isOffen } from '../kern/aenderungssatz.ts'
import { type Knoten, receiveSatz } from '../kern/knoten.ts'
import { isAktiv } from '../kern/netz.ts'
import { headIdsOf, writeSatz } from '../kern/schreiber.ts'
import type { ProfilId } from '../kern/slot.ts'
import { listKonflikte } from '../kern/slotstand.ts'
import { standHash } from '../kern/standhash.ts'
import { asSchreiber, createBesetzung, createKleinesNetz, testzeit } from '../testing/besetzung.ts'
import { neueAussage, testslot, vermerk } from '../testing/entwuerfe.ts'
import { firstSeed, report, runsOf } from '../testing/laufzahl.ts'
import { simulate } from '../testing/simulation.ts'
import { createTestdatenbank, type Testdatenbank } from '../testing/testdatenbank.ts'
import { migrateWissen } from './migration.ts'
import { readStandHash } from './sicht.ts'
import { createWissensspeicher } from './speicher.ts'
import { openWissensknoten, type Wissensknoten } from './wissensknoten.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { readonly url: string; readonly template: string; readonly prefix: string }
  }
}

const open: Testdatenbank[] = []

const createDatenbank = async (): Promise<Testdatenbank> => {
  const datenbank = await createTestdatenbank(inject('postgres'))
  open.push(datenbank)
  await migrateWissen(datenbank.pool)
  return datenbank
}

afterEach(async () => {
  for (const datenbank of open.splice(0)) await datenbank.close()
})

const readState = ({ stand, netz, unvollstaendig }: Knoten) => ({
  arbeit: standHash(stand, 'arbeit'),
  oeffentlich: standHash(stand, 'oeffentlich'),
  konflikte: listKonflikte(stand, 'arbeit'),
  vektor: vectorOf({ netz, unvollstaendig } as Knoten),
})

const readStored = async ({ pool }: Testdatenbank) => {
  const { rows } = await pool.query<{ id: string }>('select id from bq.satz where aktiv order by id')
  const inConflict = await pool.query<{ slot: string }>(
    "select slot from bq.slot where zustand_arbeit = 'konflikt' order by slot",
  )
  return {
    konflikte: inConflict.rows.map(({ slot }) => slot),
    arbeit: await readStandHash(pool, 'arbeit'),
    oeffentlich: await readStandHash(pool, 'oeffentlich'),
    aktiv: rows.map(({ id }) => id),
  }
}

const storedFrom = (knoten: Knoten) => ({
  konflikte: listKonflikte(knoten.stand, 'arbeit').map(({ slot }) => slot),
  arbeit: standHash(knoten.stand, 'arbeit'),
  oeffentlich: standHash(knoten.stand, 'oeffentlich'),
  aktiv: [...knoten.netz.koepfe.values()]
    .flatMap((kette) => [...kette.values()].flat())
    .filter((kopf) => isAktiv(knoten.netz, kopf))
    .map(({ id }) => id)
    .sort(),
})

/** Reads the fold of everything there is. */
const readAlles = async <T>(knoten: Wissensknoten, { pool }: Testdatenbank, work: (alles: Knoten) => T): Promise<T> => {
  const { rows } = await pool.query<{ profil: ProfilId }>(
    "select distinct split_part(slot, '/', 1) as profil from bq.aenderung where position(':' in slot) > 0",
  )
  return knoten.readProfile(
    rows.map(({ profil }) => profil),
    work,
  )
}

const shuffle = <T>(zufall: Zufall, werte: readonly T[]): T[] =>
  werte
    .map((wert) => [zufall.between(0, 1_000_000), wert] as const)
    .sort(([a], [b]) => a - b)
    .map(([, wert]) => wert)

describe('the store on PostgreSQL and the one in memory', () => {
  const runs = runsOf(12)
  const besetzung = createBesetzung(6)

  it(`come to the same state, views included, over ${runs} simulated networks`, { timeout: 300_000 }, async () => {
    let gabelungen = 0
    let schwaerzungen = 0
    let saetze = 0
    for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
      const lauf = await simulate(besetzung, seed, { schritte: 20, knoten: [3, 6], betrug: 0.4, widerruf: 0.4 })
      const [first] = lauf.knoten
      if (!first) throw new Error('a run without nodes')
      const datenbank = await createDatenbank()
      const zufall = createZufall(seed)
      let knoten = await openWissensknoten(datenbank.pool, besetzung.gruendung)
      // What the network knows, in the words of its authors: contents that were redacted since come along.
      const all = [...besetzung.zulassung, ...lauf.saetze].filter(({ id, kopf }) =>
        first.netz.koepfe
          .get(kopf.knoten)
          ?.get(kopf.nr)
          ?.some((eintrag) => eintrag.id === id),
      )
      saetze += all.length
      // Both are given the same: a content whose redaction was withdrawn may be left with its author alone.
      for (const satz of all) await receiveSatz(first, satz)
      for (let runde = 0, moved = 1; moved > 0 && runde < 10; runde++) {
        moved = 0
        const post = shuffle(zufall, [...all, ...all.slice(0, 5)])
        while (post.length > 0) {
          const aufschub = zufall.chance(0.5) ? 'aufschub' : undefined
          const answers = await knoten.receive(post.splice(0, zufall.between(1, 30)), aufschub)
          moved += answers.filter(({ ergebnis }) => ergebnis === 'neu' || ergebnis === 'wartet').length
          if (zufall.chance(0.1)) knoten = await openWissensknoten(datenbank.pool, besetzung.gruendung)
        }
      }
      const state = await readAlles(knoten, datenbank, readState)
      expect({ seed, ...state }).toEqual({ seed, ...readState(first) })
      const expected = await readAlles(knoten, datenbank, storedFrom)
      await knoten.settle()
      expect({ seed, ...(await readStored(datenbank)) }).toEqual({ seed, ...expected })
      gabelungen += state.vektor.gabelungen.length
      schwaerzungen += first.stand.schwaerzungen.size
      for (const datei of open.splice(0)) await datei.close()
    }
    report(
      `store: ${runs} runs from seed ${firstSeed}; ${saetze} changesets, ${gabelungen} forks, ${schwaerzungen} redactions`,
    )
  })
})

describe('a node on PostgreSQL', () => {
  const { besetzung, anna, carla } = createKleinesNetz()
  const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre')
  let datenbank: Testdatenbank
  let knoten: Wissensknoten

  const openWithKeys = async (): Promise<void> => {
    datenbank = await createDatenbank()
    knoten = await openWissensknoten(datenbank.pool, besetzung.gruendung)
    await knoten.receive(besetzung.zulassung)
  }

  const write = (wert: number, who = anna) =>
    knoten.writeProfile(['land:TR'], ({ netz, stand }) => {
      const before = headIdsOf(stand, slot)
      const entwuerfe = before.length === 0 ? neueAussage(slot, { wert }) : [{ slot, ersetzt: before, wert: { wert } }]
      return writeSatz(netz, asSchreiber(who, 'bearbeiter'), entwuerfe, { erstelltAm: testzeit })
    })

  it('gives back each changeset as it was taken', async () => {
    await openWithKeys()
    const { satz } = await write(8)
    expect(await createWissensspeicher(datenbank.pool).find(satz.id)).toEqual(satz)
  })

  it('refuses to delete or to alter what is in the log, to its owner too', async () => {
    await openWithKeys()
    await write(8)
    for (const sql of [
      'delete from bq.aenderung',
      'delete from bq.satz',
      'truncate bq.satz cascade',
      "update bq.satz set signatur = 'x'",
      "update bq.aenderung set slot = 'nachricht' where slot is not null",
    ]) {
      await expect(datenbank.pool.query(sql), sql).rejects.toMatchObject({ code: 'BQ001' })
    }
    await expect(
      datenbank.pool.query("update bq.aenderung set wert = '9' where wert is not null"),
    ).rejects.toMatchObject({ code: '23514' })
  })

  it('stores nothing of a batch that the database breaks off, and works on', async () => {
    await openWithKeys()
    const before = await readAlles(knoten, datenbank, readState)
    await datenbank.pool.query(
      "create function fail() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$",
    )
    await datenbank.pool.query('create trigger fail before insert on bq.slot for each row execute function fail()')
    await expect(write(8)).rejects.toMatchObject({ code: '53100' })
    expect(await readAlles(knoten, datenbank, readState)).toEqual(before)
    await datenbank.pool.query('drop trigger fail on bq.slot')
    expect((await write(8)).ergebnis).toBe('neu')
  })

  it('sees what another process wrote before it reads or writes', async () => {
    await openWithKeys()
    const other = await openWissensknoten(datenbank.pool, besetzung.gruendung)
    const { satz } = await write(8)
    expect(await other.readProfile(['land:TR'], ({ stand }) => headIdsOf(stand, slot))).toHaveLength(1)
    const ids = await other.readProfile(['land:TR'], ({ stand }) => headIdsOf(stand, slot))
    await other.writeProfile([], ({ netz }) =>
      writeSatz(netz, asSchreiber(carla, 'pruefer'), [vermerk(ids)], { erstelltAm: testzeit }),
    )
    expect(await readAlles(knoten, datenbank, readState)).toEqual(await readAlles(other, datenbank, readState))
    expect((await write(12)).satz.kopf.vorgaenger).toBe(satz.id)
    expect(await readStored(datenbank)).toEqual(await readAlles(other, datenbank, storedFrom))
  })

  it('removes a redacted content from table and memory, in other processes too', async () => {
    await openWithKeys()
    const other = await openWissensknoten(datenbank.pool, besetzung.gruendung)
    await write(8)
    const [ziel = ''] = await other.readProfile(['land:TR'], ({ stand }) => headIdsOf(stand, slot))
    await knoten.writeProfile([], ({ netz }) =>
      writeSatz(
        netz,
        asSchreiber(anna, 'bearbeiter'),
        [{ slot: 'schwaerzung', ersetzt: [], wert: null, angaben: { ziel, grund: 'personenbezug' } }],
        { erstelltAm: testzeit },
      ),
    )
    const { rows } = await datenbank.pool.query('select salz, wert from bq.aenderung where slot = $1', [slot])
    expect(rows).toEqual([{ salz: null, wert: null }])
    const satz = await other.readNetz(({ speicher }) => speicher.find(ziel.slice(0, 64)))
    expect(satz?.aenderungen.filter(isOffen)).toHaveLength(1)
    expect(await readAlles(other, datenbank, readState)).toEqual(await readAlles(knoten, datenbank, readState))
  })

  it('makes its views anew when another version of the program made them', async () => {
    await openWithKeys()
    await write(8)
    const expected = await readStored(datenbank)
    await datenbank.pool.query("update bq.slot set arbeit = 'x'")
    await datenbank.pool.query('update bq.sichtversion set version = 0')
    const reopened = await openWissensknoten(datenbank.pool, besetzung.gruendung)
    await reopened.settle()
    expect(await readStored(datenbank)).toEqual(expected)
  })

  it('refuses a database of a newer version', async () => {
    await openWithKeys()
    expect(await migrateWissen(datenbank.pool)).toEqual([])
    await datenbank.pool.query("insert into bq.schema_migration (name) values ('99991231000000_later')")
    await expect(migrateWissen(datenbank.pool)).rejects.toThrow('newer version')
  })
})
