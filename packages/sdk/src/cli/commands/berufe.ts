import { Argument } from 'commander'
import { addConnectionOptions, addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import type { BerufeOptions } from '../run/berufe.ts'

/** `berichtsheft berufe import`: ordinances and catalogues → the catalogue of the gateway. */
export const command: CliCommand = {
  summary: 'bring occupations and training plans into the catalogue (operator)',
  define: (program, io, finish) => {
    program
      .description(
        'Reads ordinances in the XML of gesetze-im-internet.de (gii-norm), or a catalogue in JSON with its plans in the folder\n' +
          '"rahmenplaene" beside it, and delivers the occupations to the gateway. What is there already stays, what changed\n' +
          'becomes the next version. A file or occupation that is refused makes the exit code 1; all others are delivered.',
      )
      .addArgument(new Argument('<vorgang>', 'what to do').choices(['import']))
      .argument('<files...>', 'XML files of ordinances, or JSON catalogues')
      .option('--pruefen', 'only read, check and report; send nothing')
      .option('--vergleich <berufe.json>', 'compare what XML says with a JSON catalogue, position by position')
    addConnectionOptions(program)
    addOutputOptions(program)
    addExamples(program, [
      [
        'look at what two ordinances say',
        'berichtsheft berufe import BJNR025000020.xml BJNR151600011.xml --pruefen --sprache en',
      ],
      ['deliver a whole catalogue', 'berichtsheft berufe import katalog/berufe.json -p betreiber'],
    ])
    program.action((_vorgang: string, files: string[], options: BerufeOptions) =>
      finish(async () => (await import('../run/berufe.ts')).importBerufe(files, options, io)),
    )
  },
}
