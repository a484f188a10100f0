import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { addTage, type CreateBerichtsheft, type Lieferung } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { findAbove } from '../../clone.ts'
import { alsAufrufer, inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { findAnforderung } from '../anforderung/anforderung.queries.ts'
import { markGelesen, requestHeft, urheberOf } from '../anforderung/anforderung.service.ts'
import { listNachweise } from '../ausbildungsnachweis/ausbildungsnachweis.queries.ts'
import { takeSchritt } from '../ausbildungsnachweis/ausbildungsnachweis.service.ts'
import { markAbgerufen } from '../ereignis/abruf.ts'
import { grantFreigabe } from '../freigabe/freigabe.service.ts'
import { storeLieferung } from '../lieferung/lieferung.service.ts'
import { fetchPaket } from '../uebermittlung/abholung.service.ts'
import { type WriteDocument, withDocumentProcess } from '../uebermittlung/document-pool.ts'
import { decideUebermittlung } from '../uebermittlung/pruefergebnis.service.ts'
import { transferHeft } from '../uebermittlung/uebermittlung.service.ts'
import { type DemoBook, demoBooks, demoFreigebender, demoKnr, demoUnternehmen } from './books.ts'
import type { DemoCommand } from './commands.ts'
import { type DemoParties, ensureDemoParties } from './credentials.ts'
import { asDemoVendor, readCommands } from './demo-reader.ts'
import { demoPersonen, loadPeople } from './people.ts'
import { loadTraining } from './training.ts'

export type { DemoParties } from './credentials.ts'

export { type DemoPeople, demoPasswort, describePeople } from './people.ts'

/** The commands that can be tried on what the demo holds at present; none when it is not loaded. */
export const listDemoCommands = async (deps: Deps): Promise<readonly DemoCommand[]> =>
  (await asDemoVendor(deps, (trx) => readCommands(trx, deps))) ?? []

/** How the demo is loaded. */
export interface LoadDemoOptions {
  /** Folder with one folder per format; by default `examples/` of the clone. */
  readonly examples?: string
  /** Told what is being done, one line each. */
  readonly onStep?: (step: string) => void
}

/**
 * Loads what of the demo is not there yet: credentials, people, books out of vendor files, requests and transfers, and what
 * the people have done with a book. Each book comes
 * with its request in one transaction, so a start that is cut off leaves whole books only and the next one loads the rest.
 *
 * @throws Error when a file of the demo cannot be read or is refused
 */
export const loadDemo = async (deps: Deps, options: LoadDemoOptions = {}): Promise<DemoParties> => {
  const { onStep = () => {} } = options
  const parties = await ensureDemoParties(deps)
  if (await loadPeople(deps, parties))
    onStep(`Demo: ${demoPersonen.length} people, ${demoUnternehmen.length} companies`)
  const known = await listKnown(deps, parties)
  const missing = demoBooks.filter(({ fremdId }) => !known.has(fremdId))
  if (missing.length > 0) await loadBooks(deps, parties, missing, options)
  await loadTraining(deps)
  return parties
}

const loadBooks = async (
  deps: Deps,
  parties: DemoParties,
  missing: readonly DemoBook[],
  options: LoadDemoOptions,
): Promise<void> => {
  const { onStep = () => {} } = options
  const examples = options.examples ?? findExamples()
  if (examples === undefined) {
    onStep('The demo has no books: there is no folder examples/ beside this gateway')
    return
  }
  const adapters = new Set(deps.adapters.list().map(({ name }) => name))
  for (const book of missing) {
    if (!adapters.has(book.adapter)) {
      onStep(`Demo: ${book.format} is left out, because ADAPTERS names no adapter "${book.adapter}"`)
      continue
    }
    const { lieferung, remarks } = await readExample(deps, path.join(examples, book.format), book)
    const { berichtsheft, ausbildungsnachweise } = lieferung
    onStep(
      `Demo: ${book.format} → ${berichtsheft.azubi.name}: ${ausbildungsnachweise?.length ?? 0} reports, ${remarks} remarks of the adapter`,
    )
    await storeBook(deps, parties, book, lieferung)
  }
}

const listKnown = async (deps: Deps, { anbieter }: DemoParties): Promise<ReadonlySet<string>> =>
  new Set(
    await inTransaktion(
      deps,
      anbieter,
      (trx): Promise<string[]> =>
        trx('fremdschluessel').where({ anbieter_id: anbieter.anbieterId, art: 'h' }).pluck('fremd_id'),
    ),
  )

/** The folder `examples` of the clone; an installed package has none. */
const findExamples = (): string | undefined => {
  const clone = findAbove('examples/ihk-dibe-json/kontext.json')
  return clone && path.join(clone, 'examples')
}

const readExample = async ({ adapters }: Deps, folder: string, { adapter, konfiguration, fremdId }: DemoBook) => {
  const daten = path.join(folder, 'daten')
  const dateien = readdirSync(daten, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      name: path.relative(daten, file).replaceAll(path.sep, '/'),
      inhalt: new Uint8Array(readFileSync(file)),
    }))
  const kontext = JSON.parse(readFileSync(path.join(folder, 'kontext.json'), 'utf8')) as Partial<CreateBerichtsheft>
  const { lieferungen, bemerkungen } = await adapters.read(adapter, { konfiguration, dateien, kontext })
  const found = lieferungen.find(({ berichtsheft }) => berichtsheft.fremdId === fremdId)
  if (!found) throw new Error(`the example ${folder} holds no book ${fremdId}`)
  return { lieferung: withIdentnummer(found), remarks: bemerkungen.length }
}

/** The files of vendors do not know the number of the company, by which its people see the book. */
const withIdentnummer = (lieferung: Lieferung): Lieferung => {
  const { berichtsheft } = lieferung
  const firma = demoUnternehmen.find(({ name }) => name === berichtsheft.unternehmen?.name)
  if (firma === undefined) return lieferung
  const { name, identnummer } = firma
  return { ...lieferung, berichtsheft: { ...berichtsheft, unternehmen: { name, identnummer } } }
}

const storeBook = (deps: Deps, parties: DemoParties, book: DemoBook, lieferung: Lieferung): Promise<void> =>
  withDocumentProcess((write) =>
    inTransaktion(deps, parties.anbieter, async (trx) => {
      // Several processes that start at once load each book once.
      await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`demo ${book.fremdId}`])
      const found: unknown = await trx('fremdschluessel')
        .where({ anbieter_id: parties.anbieter.anbieterId, art: 'h', fremd_id: book.fremdId })
        .first('id')
      if (found) return
      const positionen = await storeLieferung(trx, parties.anbieter, lieferung, deps.now())
      const refused = positionen.find(({ ergebnis }) => ergebnis === 'abgelehnt')
      const [head] = positionen
      if (refused || head?.id === undefined) {
        throw new Error(`the book ${book.fremdId} of the demo is refused: ${JSON.stringify(refused?.verstoesse)}`)
      }
      await playStages(trx, deps, parties, {
        book,
        berichtsheftId: head.id,
        unternehmen: unternehmenOf(lieferung),
        write,
      })
    }),
  )

const unternehmenOf = ({ berichtsheft }: Lieferung): string => {
  const name = berichtsheft.unternehmen?.name
  if (name === undefined) throw new Error(`the book ${berichtsheft.fremdId} of the demo names no company`)
  return name
}

interface Play {
  readonly book: DemoBook
  readonly berichtsheftId: string
  readonly unternehmen: string
  readonly write: WriteDocument
}

/** Requests the book as the chamber and goes on, in turns, as far as its stage says. */
const playStages = async (
  trx: Knex.Transaction,
  deps: Deps,
  { anbieter, kammer }: DemoParties,
  { book: { stage, fristTage }, berichtsheftId, unternehmen, write }: Play,
): Promise<void> => {
  const { now, keyring, config } = deps
  const heute = heuteOf(now())
  await alsAufrufer(trx, kammer, now())
  const anforderung = await requestHeft(
    trx,
    kammer,
    {
      auswahl: { berichtsheftId },
      zweck: 'abschlusspruefung',
      rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
      frist: addTage(heute, fristTage),
    },
    now(),
  )
  if (stage === 'angelegt') return
  await alsAufrufer(trx, anbieter, now())
  // Fetching the event is the delivery, reading the request the next step: as with any vendor.
  await markAbgerufen(trx, anbieter, [{ art: 'anforderung.angelegt', objekt_id: anforderung.id }], now())
  const zugestellt = (await findAnforderung(trx, anforderung.id)) ?? anforderung
  await markGelesen(trx, zugestellt, urheberOf(anbieter, now()))
  if (stage === 'gelesen') return
  await approveHandedIn(trx, deps, anbieter, berichtsheftId)
  const freigabe = await grantFreigabe(
    trx,
    anbieter,
    {
      berichtsheftId,
      anforderungId: anforderung.id,
      knr: demoKnr,
      zweck: 'abschlusspruefung',
      gueltigBis: addTage(heute, 180),
      freigebender: demoFreigebender,
      unternehmen,
    },
    now(),
  )
  const bau = { keyring, iss: config.PUBLIC_URL, write }
  const { row } = await transferHeft(trx, anbieter, { freigabeId: freigabe.id }, bau, now())
  if (stage === 'uebermittelt') return
  await alsAufrufer(trx, kammer, now())
  await fetchPaket(trx, kammer, row.id, now())
  await decideUebermittlung(trx, kammer, { uebermittlungId: row.id, entscheidung: 'angenommen' }, now())
}

/**
 * Approves the oldest report that waits for it, as the trainer does through the vendor's application: so the package of the
 * demo holds an approval that the gateway has signed, beside those that the vendor reports. A book without such a report
 * stays as it is.
 */
const approveHandedIn = async (
  trx: Knex.Transaction,
  { now, keyring }: Pick<Deps, 'now' | 'keyring'>,
  anbieter: DemoParties['anbieter'],
  berichtsheftId: string,
): Promise<void> => {
  const [nachweis] = await listNachweise(trx, anbieter, { berichtsheftId, status: 'eingereicht' }, undefined, 1)
  if (!nachweis) return
  const change = { trx, aufrufer: anbieter, now: now(), keyring }
  await takeSchritt(change, nachweis.id, undefined, { vorgang: 'freigegeben', durch: demoFreigebender })
}
