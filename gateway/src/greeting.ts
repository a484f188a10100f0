import type { DemoCommand } from './features/demo/commands.ts'
import type { DemoPeople } from './features/demo/demo.service.ts'

/** What a start tells at its end. */
export interface Greeting {
  readonly publicUrl: string
  /** Files with the credentials of the demo, and what can be tried with them. */
  readonly demo?: {
    readonly files: { readonly anbieter: string; readonly kammer: string }
    readonly commands: readonly DemoCommand[]
    /** Who can sign in, with one password, and the folder that mails arrive in. */
    readonly people: DemoPeople
  }
}

/** The lines that say what to open and what to type. */
export const listGreeting = ({ publicUrl, demo }: Greeting): readonly string[] => {
  const open = [
    `The gateway runs. Open ${publicUrl}${demo ? ' (the demo: books, requests, packages)' : ''}`,
    `               or ${publicUrl}/docs (the API)`,
  ]
  if (!demo) return open
  const { files, commands, people } = demo
  return [
    ...open,
    `Credentials of the demo: ${files.anbieter} (vendor), ${files.kammer} (chamber)`,
    `People of the demo (npx berichtsheft login --gateway ${publicUrl}), all with the password "${people.passwort}"; mails in ${people.mails}:`,
    ...people.personen.map(({ email, rollen }) => `  ${email.padEnd(29)} ${rollen}`),
    '',
    'Try in a second terminal, in this folder:',
    ...commands.flatMap(({ title, command }) => [`  # ${title}`, `  ${command}`]),
    '',
    'Ctrl-C ends the gateway; the data stays.',
  ]
}
