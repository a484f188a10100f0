import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import PostalMime from 'postal-mime'

/** Prints a step of the story. */
export const tell = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** A folder that mails arrive in as `.eml`: that of a gateway without `SMTP_URL`, or that of your mail server. */
export interface Mailbox {
  /** Waits for a mail that was not read yet, tells of it, and answers its text. */
  readonly receive: (an: string, betreff: string) => Promise<string>
}

/** Opens the folder. Mails that lie in it already are not part of the story. */
export const openMailbox = async (folder: string): Promise<Mailbox> => {
  const list = async () => {
    // The folder comes with the first mail.
    const files = await readdir(folder).catch(() => [])
    return files.filter((file) => /^[^.].*\.eml$/.test(file)).sort()
  }
  const read = new Set(await list())
  const find = async (an: string, betreff: string): Promise<string | undefined> => {
    for (const file of (await list()).filter((one) => !read.has(one))) {
      const mail = await PostalMime.parse(await readFile(path.join(folder, file)))
      // Whose language nobody knows gets both, German first.
      if (mail.to?.[0]?.address !== an || mail.subject?.split(' · ')[0] !== betreff) continue
      read.add(file)
      return mail.text ?? ''
    }
    return undefined
  }
  return {
    receive: async (an, betreff) => {
      for (const until = Date.now() + 30_000; Date.now() < until; await sleep(100)) {
        const text = await find(an, betreff)
        if (text === undefined) continue
        tell(`  Mail to ${an}: ${betreff}`)
        return text
      }
      throw new Error(
        `no mail "${betreff}" to ${an} came into ${folder} within 30 seconds; is that where the mails of this gateway arrive, and is it a new one?`,
      )
    },
  }
}

/** The address in a mail that stands on a line of its own. */
export const verweisOf = (text: string): string => {
  const verweis = /^https?:\/\/\S+$/m.exec(text)?.[0]
  if (verweis === undefined) throw new Error(`there is no address in "${text}"`)
  return verweis
}

/** Puts a letter into the working folder, as the post would, and asks whoever opens it for the password. */
export const receiveBrief = async (file: string, pdf: Uint8Array): Promise<string> => {
  await writeFile(file, pdf, { mode: 0o600 })
  const reader = createInterface({ input: process.stdin, output: process.stdout })
  const kennwort = await reader.question(`  Letter ${file}: open it and type its Aktivierungskennwort\n`)
  reader.close()
  return kennwort.trim()
}
