import { addExamples, type CliCommand } from '../command.ts'
import type { KeyOptions } from '../run/key.ts'

/** `berichtsheft key`: a key pair for signing in. */
export const command: CliCommand = {
  summary: 'create a key pair for signing in',
  define: (program, io, finish) => {
    program
      .description(
        'Makes a key pair (P-256, ES256). The private key goes into a file that only you can read; the public key is\n' +
          'printed as JWK: give it to the operator, who registers your client and tells you its id.',
      )
      .requiredOption('-o, --output <file>', 'file for the private key')
      .option('--force', 'replace a file that is there already')
    addExamples(program, [
      [
        'a key, then its registration by the operator, then signing in',
        'berichtsheft key -o heftwerk.jwk.json > heftwerk.public.json',
      ],
    ])
    program.action((options: KeyOptions) => finish(async () => (await import('../run/key.ts')).key(options, io)))
  },
}
