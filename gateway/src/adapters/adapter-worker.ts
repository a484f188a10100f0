import { parentPort, workerData } from 'node:worker_threads'
import { AdapterError, type AdapterLogger, collectLieferungen, isAdapterError, loadAdapter } from '@berichtsheft/sdk'
import type { AdapterAntwort, AdapterAuftrag } from './protocol.ts'

// An adapter of somebody else runs here: it sees files and head data and has no connection to the database. What it logs is
// not passed on, because it may hold personal data; what it has to say are its remarks.
const silent: AdapterLogger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

const noNetwork: typeof fetch = () => {
  throw new AdapterError('rejected', 'reading files needs no network')
}

const run = async (auftrag: AdapterAuftrag): Promise<AdapterAntwort> => {
  const { adapter, version, faehigkeiten, konfigurationen } = await loadAdapter(auftrag.specifier, {
    base: auftrag.base,
  })
  if (auftrag.art === 'beschreiben')
    return { art: 'beschrieben', info: { name: adapter.name, version, faehigkeiten, konfigurationen } }
  const config = auftrag.konfiguration === undefined ? {} : adapter.konfigurationen[auftrag.konfiguration]
  if (config === undefined)
    throw new AdapterError('rejected', `${adapter.name} has no configuration ${auftrag.konfiguration}`)
  const instance = adapter.create(config, { fetch: noNetwork, now: () => new Date(), logger: silent })
  if (!instance.read) throw new AdapterError('rejected', `${adapter.name} cannot read files`)
  try {
    // As a list and not by name, so that a name that comes twice is refused and not lost.
    const dateien = auftrag.dateien.map(({ name, inhalt }) => ({ name, lies: () => inhalt }))
    const source = { dateien, kontext: auftrag.kontext }
    return { art: 'gelesen', ...(await collectLieferungen(instance.read(source))) }
  } finally {
    await instance.close?.()
  }
}

// Reading runs in a thread; the look at start-up in a process of its own, whose memory is given back whole.
const answer = (antwort: AdapterAntwort): void => {
  if (parentPort) parentPort.postMessage(antwort)
  else process.send?.(antwort, () => process.disconnect())
}

const auftrag = (parentPort ? workerData : JSON.parse(process.argv[2] ?? 'null')) as AdapterAuftrag

run(auftrag).then(answer, (error: unknown) =>
  answer({
    art: 'fehler',
    kind: isAdapterError(error) ? error.kind : undefined,
    message: error instanceof Error ? error.message : String(error),
  }),
)
