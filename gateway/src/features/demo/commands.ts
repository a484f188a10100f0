import path from 'node:path'

/** What the demo offers to try on the command line. */
export interface DemoCommand {
  /** What it does, in a few words. */
  readonly title: string
  /** As it is typed in the folder of the clone. */
  readonly command: string
}

/** What the commands speak of. */
export interface CommandSubjects {
  readonly dataDir: string
  /** A book that a chamber may request. */
  readonly berichtsheftId?: string
  /** A transfer whose package lies ready. */
  readonly uebermittlungId?: string
}

/** The commands to try next, in the order in which they make sense. */
export const listCommands = ({ dataDir, berichtsheftId, uebermittlungId }: CommandSubjects): readonly DemoCommand[] => {
  const folder = path.join(dataDir, 'demo')
  const profile = `--profile ${quote(path.join(folder, 'kammer.json'))}`
  void uebermittlungId
  return [
    ...(berichtsheftId === undefined
      ? []
      : [
          {
            title: 'Request a book as the chamber',
            command: `npx berichtsheft request ${profile} --heft ${berichtsheftId}`,
          },
        ]),
    {
      title: 'Turn the files of a vendor into XML, without the gateway',
      command: 'npx berichtsheft convert examples/ihk-dibe-json/daten --adapter ihk --out heft.xml',
    },
  ]
}

const quote = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
