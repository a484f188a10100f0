import type { Gruendung } from '@berichtsheft/bq-knowledge'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { type Netzzugang, readWissenskonfiguration } from './konfiguration.ts'
import type { Schluesselbund } from './schluessel.ts'

/** Chambers that administer the network of a demo: two of them have to agree. */
const demoVerwaltung = ['101', '107', '153'] as const

/** The network that this gateway belongs to: that of its file; in a demo one that is founded with it; else none. */
export const findNetzzugang = (
  deps: Pick<Deps, 'config' | 'db' | 'now'>,
  bund: Schluesselbund,
): Promise<Netzzugang | undefined> => {
  const { BQ_KONFIGURATION: file, demo } = deps.config
  if (file !== undefined) return Promise.resolve(readWissenskonfiguration(file))
  return demo ? openDemonetz(deps, bund) : Promise.resolve(undefined)
}

/** All processes of a demo find the same network: the founding document is kept with the keys. */
const openDemonetz = async (deps: Pick<Deps, 'db' | 'now'>, bund: Schluesselbund): Promise<Netzzugang> => {
  const verwaltung = await Promise.all(
    demoVerwaltung.map(async (knr) => {
      const halter = { zweck: 'verwaltung', inhaber: knr, knr, rolle: 'netzadministration' } as const
      return [knr, await bund.find(halter)] as const
    }),
  )
  const knotenschluessel = await bund.find({ zweck: 'knoten', inhaber: 'demo', knr: '', rolle: 'knoten' })
  const gruendung: Gruendung = {
    name: 'Wissensbasis der Vorführung',
    mindestens: 2,
    administration: verwaltung.map(([kammer, { schluessel }]) => ({ kammer, schluessel })),
  }
  const text = JSON.stringify(gruendung)
  const zeile = { einzig: true, gruendung: text, knoten: 'gateway', erstellt_am: deps.now() }
  const stored = await alsSystem(deps, async (trx) => {
    await trx('wissensnetz').insert(zeile).onConflict('einzig').ignore()
    return trx('wissensnetz').first('gruendung', 'knoten')
  })
  return {
    gruendung: JSON.parse(stored.gruendung) as Gruendung,
    knoten: stored.knoten,
    verwaltung: new Map(verwaltung),
    knotenschluessel,
    partner: [],
  }
}
