import path from 'node:path'
import { addTage, type Datum } from '@berichtsheft/core'
import { demoFreigebender } from './books.ts'

/** What the demo offers to try on the command line. */
export interface DemoCommand {
  /** What it does, in a few words. */
  readonly title: string
  /** As it is typed in the folder of the clone. */
  readonly command: string
}

/** What the commands speak of; what is not there leaves its command out. */
export interface CommandSubjects {
  readonly dataDir: string
  /** The legal day today. */
  readonly heute: Datum
  /** Thumbprints of the keys that sign packages. */
  readonly schluessel: readonly string[]
  /** A book that a chamber may request. */
  readonly berichtsheftId?: string
  /** A request that waits for the vendor, and the company of its book. */
  readonly offen?: { readonly id: string; readonly unternehmen: string }
  /** A transfer whose package lies ready, with its request. */
  readonly uebermittelt?: { readonly anforderungId: string; readonly dateiname: string }
}

/** Folder that the commands put packages into. */
const target = 'pakete'

/** The commands to try next, in the order in which they make sense. */
export const listCommands = (subjects: CommandSubjects): readonly DemoCommand[] => {
  const { dataDir, heute, schluessel, berichtsheftId, offen, uebermittelt } = subjects
  const run = (words: string, profile?: 'anbieter' | 'kammer') =>
    `npx berichtsheft ${words}${profile ? ` -p ${quote(path.join(dataDir, 'demo', `${profile}.json`))}` : ''}`
  const commands: DemoCommand[] = []
  if (berichtsheftId !== undefined) {
    const words = `request --berichtsheft ${berichtsheftId} --zweck stichprobe --rechtsgrundlage "BBiG § 76 Abs. 1" --frist ${addTage(heute, 28)}`
    commands.push({ title: 'The chamber requests a book', command: run(words, 'kammer') })
  }
  if (offen) {
    const { name } = demoFreigebender
    const words = `answer ${offen.id} --freigebender ${quote(name)} --unternehmen ${quote(offen.unternehmen)} --gueltig-bis ${addTage(heute, 180)}`
    commands.push({
      title: 'The vendor answers an open request: release, package, transfer',
      command: run(words, 'anbieter'),
    })
  }
  commands.push({ title: 'The chamber watches its requests', command: run('list anforderungen', 'kammer') })
  if (uebermittelt) {
    const { anforderungId, dateiname } = uebermittelt
    const trusted = schluessel.map((kid) => ` -s ${quote(kid)}`).join('')
    const words = `request --id ${anforderungId} --fetch ${target}${trusted}`
    commands.push({ title: 'The chamber fetches a package and verifies it', command: run(words, 'kammer') })
    commands.push({
      title: 'Anybody verifies it again, offline',
      command: run(`verify ${path.posix.join(target, dateiname)}${trusted}`),
    })
  }
  const example = 'examples/ihk-dibe-json'
  const words = `convert ${example}/daten -a ihk --kontext ${example}/kontext.json -o buch.xml`
  commands.push({ title: 'Files of a vendor become XML of the contract, without a gateway', command: run(words) })
  return commands
}

/** A word of a command as a POSIX shell takes it. */
const quote = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
