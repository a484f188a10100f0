import { addExamples, type CliCommand } from '../command.ts'
import type { LoginOptions } from '../run/login.ts'

/** `berichtsheft login`: keep address and credentials. */
export const command: CliCommand = {
  summary: 'sign a person in, or keep the credentials of a machine client',
  define: (program, io, finish) => {
    program
      .description(
        'Signs a person in with the browser, or tries the credentials of a machine client, and keeps them as a profile, in a file that only you can read\n' +
          '(~/.config/berichtsheft/<profile>.json). The other commands take the profile "default", or the one that\n' +
          '--profile or BERICHTSHEFT_PROFILE names.\n\n' +
          'With --anbieter or --kammer the client is made first, with a new key, by the self-service of a demo\n' +
          'gateway ("npm start"). Elsewhere the operator registers your public key (berichtsheft key).',
      )
      .requiredOption('--gateway <url>', 'address of the gateway')
      .option('-p, --profile <name>', 'name of the profile, or a file', 'default')
      .option('--client-id <id>', 'your machine client')
      .option('--key <file>', 'its private key as JWK')
      .option('--anbieter <name>', 'demo: register a vendor of this name')
      .option('--produkt <name>', 'name of its product', 'Berichtsheft')
      .option('--kontakt <mail>', 'its address for notices', 'technik@anbieter.example')
      .option('--kammer <knr>', 'demo: register a client of this chamber')
      .option('--geraet', 'a person: sign in with a browser on another device')
      .option('--mehrfaktor', 'a person: with a second factor')
      .option('--json', 'print the profile without its key')
    addExamples(program, [
      ['as a person, with the browser', 'berichtsheft login --gateway https://gateway.example'],
      ['as a person, on a machine without a browser', 'berichtsheft login --gateway https://gateway.example --geraet'],
      [
        'a vendor at the demo of "npm start"',
        'berichtsheft login --gateway http://localhost:8080 --anbieter "Heftwerk GmbH"',
      ],
      ['a chamber there, beside it', 'berichtsheft login --gateway http://localhost:8080 --kammer 153 -p kammer'],
      [
        'with credentials from the operator',
        'berichtsheft login --gateway https://gateway.example --client-id 0193… --key heftwerk.jwk.json',
      ],
      [
        'as the operator of a gateway on this machine',
        'berichtsheft login --gateway http://localhost:8080 --key .data/betreiber.jwk.json -p betreiber',
      ],
    ])
    program.action((options: LoginOptions) => finish(async () => (await import('../run/login.ts')).login(options, io)))
  },
}
