import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { addTage, datumInBerlin } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../db/transaktion.ts'
import { ensureBetreiber } from '../features/anmeldung/betreiber.ts'
import { listKette } from '../features/mitgliedschaft/testing/chain.ts'
import { type Mailserver, startMailserver } from '../mail/testing/mail-server.ts'
import { childEnvironment } from '../testing/child-environment.ts'
import { textOfPdf } from '../testing/pdf-text.ts'
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts'

/**
 * The example of issue 3 as a reader runs it: a process of its own, an empty gateway that listens, a mail server. The test
 * plays the post: it opens each letter and types the password that stands in it.
 */

const program = fileURLToPath(new URL('../../../examples/meine-ihk/geschichte.ts', import.meta.url))

let folder: string
let mails: Mailserver
let gateway: TestGateway
let betreiberId: string | undefined
let lines: readonly string[]
const briefe = new Map<string, { readonly text: string; readonly kennwort: string }>()

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'geschichte-'))
  await mkdir(path.join(folder, 'mails'))
  mails = await startMailserver(path.join(folder, 'mails'))
  gateway = await startTestGateway({ env: { SMTP_URL: mails.url, DATA_DIR: folder } })
  expect(await counts()).toEqual({ konto: 0, rollenzuweisung: 0, unternehmen: 0, stammsatz: 0, zugang: 0 })
  betreiberId = (await ensureBetreiber(gateway.deps))?.clientId
  lines = await play()
}, 180_000)
afterAll(async () => {
  await gateway?.close()
  await mails?.close()
  await rm(folder, { recursive: true, force: true })
})

const counts = async (): Promise<Record<string, number>> => {
  const { rows } = await alsSystem(gateway.deps, (trx) =>
    trx.raw(`select (select count(*)::integer from konto) as konto, (select count(*)::integer from rollenzuweisung) as rollenzuweisung,
      (select count(*)::integer from unternehmen) as unternehmen, (select count(*)::integer from stammsatz) as stammsatz,
      (select count(*)::integer from zugang) as zugang`),
  )
  return rows[0]
}

/** Runs the program to its end and answers what it printed. */
const play = async (): Promise<readonly string[]> => {
  const words = [gateway.address, path.join(folder, 'betreiber.jwk.json'), path.join(folder, 'mails')]
  const child = spawn(process.execPath, ['--conditions=source', program, ...words], {
    cwd: folder,
    env: { ...childEnvironment, HOME: folder },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8')
  })
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8')
    for (const [, file = ''] of out.matchAll(/^ {2}Letter (\S+): .*\n/gm)) {
      if (!briefe.has(file)) openBrief(file).then((kennwort) => child.stdin.write(`${kennwort}\n`))
    }
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  expect([code, err], out).toEqual([0, ''])
  return out.trimEnd().split('\n')
}

const openBrief = async (file: string): Promise<string> => {
  briefe.set(file, { text: '', kennwort: '' })
  const text = textOfPdf(await readFile(path.join(folder, file)))
  const kennwort = /[0-9A-Z]{5}(-[0-9A-Z]{5}){2}/.exec(text)?.[0] ?? ''
  briefe.set(file, { text, kennwort })
  return kennwort
}

const jeZeile = (beginn: string) =>
  lines.filter((line) => line.startsWith(beginn)).map((line) => line.slice(beginn.length))
/** The mails to a person in their order, subject and text. */
const mailsTo = (email: string): readonly string[] =>
  mails.eingaenge
    .filter(({ an }) => an.includes(email))
    .map(({ mail }) => `${mail.subject} | ${mail.text?.replaceAll(/\s+/g, ' ')}`)
const unternehmenOf = async (identnummer: string): Promise<{ id: string; status: string }> =>
  alsSystem(gateway.deps, (trx) => trx('unternehmen').where({ identnummer }).first('id', 'status'))

/** What all members of the company are told. */
const loeschung = [
  /^Die Löschung Ihres Unternehmens wurde beantragt .*Grund: Der Betrieb bildet nicht mehr aus\..* widerrufen: bis einschließlich \d\d\.\d\d\.\d{4}\./,
  /^Termin der Löschung Ihres Unternehmens .*„Werkstatt Störtebeker GmbH“ wird am \d\d\.\d\d\.\d{4} gelöscht/,
  /^Die Löschung Ihres Unternehmens wurde widerrufen .*Das Unternehmen bleibt bestehen/,
]

describe('the story of two people and two companies', () => {
  it('is told from its begin to its end', () => {
    process.stdout.write(`${lines.join('\n')}\n`)
    expect(lines.filter((line) => /^\d/.test(line))).toHaveLength(6)
    expect(lines.at(-1)).toBe('The end.')
    expect(jeZeile('Wolfgang Quast reads for ')).toEqual([
      'unternehmen:Werkstatt Störtebeker GmbH: Ada Lehmann.',
      'unternehmen:Tischlerei Nordlicht KG: Jonas Brandt.',
      'unternehmen:*: Ada Lehmann, Jonas Brandt.',
    ])
    expect(lines).toContain('Tilda Ehrlichmann revokes it: Werkstatt Störtebeker GmbH is aktiv again.')
    const [schritte = ''] = jeZeile('Tilda Ehrlichmann approves: ')
    const zeitpunkte = [...schritte.matchAll(/\d{4}-\S+Z/g)].map(([zeitpunkt]) => zeitpunkt)
    expect(zeitpunkte).toHaveLength(3)
    expect(zeitpunkte).toEqual([...new Set(zeitpunkte)].sort())
  })

  it('sends exactly the mails that the reader is shown, each to one person, as text and HTML, none with a password', () => {
    const arrived = mails.eingaenge.map(({ an, mail }) => `${an.join()}: ${mail.subject?.split(' · ')[0]}`)
    expect(jeZeile('  Mail to ').sort()).toEqual([...arrived].sort())
    expect(arrived).toHaveLength(31)
    for (const { an, mail } of mails.eingaenge) {
      expect(an).toEqual(mail.to?.map(({ address }) => address))
      expect(mail.html).toContain('lang="de"')
      expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
      for (const [adresse] of (mail.text ?? '').matchAll(/https?:\/\/[^/\s]+/g)) expect(adresse).toBe(gateway.address)
      for (const { kennwort } of briefe.values()) expect(`${mail.text}${mail.html}`).not.toContain(kennwort)
    }
  })

  it.each([
    [
      'tilda.ehrlichmann@example.org',
      [
        /^Bitte bestätigen Sie .* Guten Tag Tilda Ehrlichmann, .*\/konto\/bestaetigung\?token=\S{43} Der Link gilt 48 Stunden/,
        /^Ihr Unternehmen wurde freigegeben .*„Werkstatt Störtebeker GmbH“ freigegeben.* mit der Post/,
        /^Der Brief .* unterwegs .*„Werkstatt Störtebeker GmbH“ wurde versandt\. Das Kennwort gilt 30 Tage/,
        /^Sie haben eine neue Rolle .* bei „Werkstatt Störtebeker GmbH“ die Rolle Unternehmensadministrator in der Anwendung meine-ihk/,
        /^Ihr Unternehmen ist aktiv .*„Werkstatt Störtebeker GmbH“ ist aktiviert/,
        /^Wolfgang Quast hat Ihre Einladung angenommen .*genehmigen Sie den Beitritt abschließend/,
        /^Sie haben eine neue Rolle .* bei „Tischlerei Nordlicht KG“ die Rolle Ausbildungsbeauftragter in der Anwendung berichtsheft/,
        /^Ihre Anfrage an Tischlerei Nordlicht KG wurde genehmigt .*Ihre Rolle: Ausbildungsbeauftragter/,
        /^Neue Anfrage an Werkstatt Störtebeker GmbH .*Wolfgang Quast fragt .* nach der Rolle Ausbildungsadministrator/,
        ...loeschung,
      ],
    ],
    [
      'wolfgang.quast@example.org',
      [
        /^Bitte bestätigen Sie .* Guten Tag Wolfgang Quast, /,
        /^Ihr Unternehmen wurde freigegeben .*„Tischlerei Nordlicht KG“ freigegeben.* mit der Post/,
        /^Der Brief .* unterwegs .*„Tischlerei Nordlicht KG“ wurde versandt/,
        /^Sie haben eine neue Rolle .* bei „Tischlerei Nordlicht KG“ die Rolle Unternehmensadministrator in der Anwendung meine-ihk/,
        /^Ihr Unternehmen ist aktiv .*„Tischlerei Nordlicht KG“ ist aktiviert/,
        /^Einladung: Werkstatt Störtebeker GmbH .*als Ausbilder mitzuarbeiten.*token=\S{43} .*Der Link gilt 14 Tage/,
        /^Sie haben eine neue Rolle .* bei „Werkstatt Störtebeker GmbH“ die Rolle Ausbilder in der Anwendung berichtsheft/,
        /^Neue Anfrage an Tischlerei Nordlicht KG .*Tilda Ehrlichmann fragt .* nach der Rolle Ausbildungsbeauftragter/,
        /^Sie haben eine neue Rolle .* bei „Werkstatt Störtebeker GmbH“ die Rolle Ausbildungsadministrator in der Anwendung berichtsheft/,
        /^Ihre Anfrage an Werkstatt Störtebeker GmbH wurde genehmigt .*Ihre Rolle: Ausbildungsadministrator/,
        ...loeschung,
      ],
    ],
    [
      'kirsten.amtmann@example.org',
      [
        /^Bitte bestätigen Sie .* Guten Tag Kirsten Amtmann, /,
        /^Sie haben eine neue Rolle .* bei „IHK Rhein-Neckar .*“ die Rolle Kammeradministration in der Anwendung kammer/,
        /^Zweiter Faktor eingerichtet .*Guten Tag Kirsten Amtmann, /,
      ],
    ],
    [
      'bela.sachs@example.org',
      [
        /^Bitte bestätigen Sie .* Guten Tag Bela Sachs, /,
        /^Sie haben eine neue Rolle .* bei „IHK Rhein-Neckar .*“ die Rolle Sachbearbeitung in der Anwendung kammer/,
        /^Zweiter Faktor eingerichtet .*Guten Tag Bela Sachs, /,
      ],
    ],
  ])('tells %s by mail what is of concern, and nothing else', (email, erwartet) => {
    // Mails of one step go out at the same time, so their order is not that of the step.
    const rest = [...mailsTo(email)]
    for (const muster of erwartet) {
      const index = rest.findIndex((mail) => muster.test(mail))
      expect(index, `${muster} in\n${rest.join('\n')}`).toBeGreaterThanOrEqual(0)
      rest.splice(index, 1)
    }
    expect(rest).toEqual([])
  })

  it('posts one letter to each company, to the address of the register, and keeps neither file nor password', async () => {
    const angaben = {
      'brief-0001234567.pdf': ['Werkstatt Störtebeker GmbH', 'Hafenstraße 12', '68159 Mannheim', '153', '0001234567'],
      'brief-0007654321.pdf': [
        'Tischlerei Nordlicht KG',
        'Lange Rötterstraße 4a',
        '68167 Mannheim',
        '153',
        '0007654321',
      ],
    }
    expect([...briefe.keys()]).toEqual(Object.keys(angaben))
    for (const [file, zeilen] of Object.entries(angaben)) {
      const { text = '', kennwort = '' } = briefe.get(file) ?? {}
      expect(text.split('\n')).toEqual(expect.arrayContaining([...zeilen, kennwort, 'IHK Rhein-Neckar (Mannheim)']))
      expect(text).toContain('Activation of your company')
      expect(text).not.toContain('Rötter-Str')
    }
    const stored = await alsSystem(gateway.deps, async (trx) =>
      JSON.stringify([await trx('brief').select('*'), await trx('unternehmensregistrierung').select('*')]),
    )
    for (const { kennwort } of briefe.values()) expect(stored).not.toContain(kennwort)
  })

  it('gives 30 days for the revocation, the day of the request not counted, and deletes at the earliest on the next', async () => {
    const antrag: { beantragt_am: Date } = await alsSystem(gateway.deps, (trx) => trx('loeschantrag').first())
    const bis = addTage(datumInBerlin(antrag.beantragt_am.toISOString()), 30)
    const termin = addTage(bis, 1)
    expect(lines).toEqual(
      expect.arrayContaining([
        `Tilda Ehrlichmann requests the Löschung of Werkstatt Störtebeker GmbH; until ${bis} it can be revoked.`,
        `Bela Sachs approves it; the day is ${termin}.`,
      ]),
    )
    const deutsch = (tag: string) => tag.split('-').toReversed().join('.')
    for (const email of ['tilda.ehrlichmann@example.org', 'wolfgang.quast@example.org']) {
      const text = mailsTo(email).join('\n')
      expect(text).toContain(`widerrufen: bis einschließlich ${deutsch(bis)}.`)
      expect(text).toContain(`wird am ${deutsch(termin)} gelöscht.`)
    }
  })

  it('leaves two active companies with two members each, and the roles that were given', async () => {
    const rollen = await alsSystem(gateway.deps, (trx) =>
      trx('rollenzuweisung as r')
        .join('konto as k', 'k.id', 'r.konto_id')
        .leftJoin('unternehmen as u', 'u.id', 'r.unternehmen_id')
        .whereNull('r.entzogen_am')
        .select('k.vorname', 'r.knr', 'u.identnummer', 'r.rolle'),
    )
    expect(
      rollen.map(({ vorname, knr, identnummer, rolle }) => `${vorname} ${knr ?? identnummer} ${rolle}`).sort(),
    ).toEqual([
      'Bela 153 sachbearbeitung',
      'Kirsten 153 kammeradministration',
      'Tilda 0001234567 unternehmensadministrator',
      'Tilda 0007654321 ausbildungsbeauftragter',
      'Wolfgang 0001234567 ausbilder',
      'Wolfgang 0001234567 ausbildungsadministrator',
      'Wolfgang 0007654321 ausbildungsadministrator',
      'Wolfgang 0007654321 unternehmensadministrator',
    ])
    for (const identnummer of ['0001234567', '0007654321']) {
      const { id, status } = await unternehmenOf(identnummer)
      expect(status).toBe('aktiv')
      const aktive = await alsSystem(gateway.deps, (trx) =>
        trx('mitgliedschaft').where({ unternehmen_id: id, status: 'aktiv' }).pluck('konto_id'),
      )
      expect(aktive).toHaveLength(2)
    }
  })

  it('stands in the chain of each company, and the first role is the only one that a machine gave', async () => {
    const arten = (await listKette(gateway, (await unternehmenOf('0001234567')).id)).map(({ art }) => art)
    expect(arten).toEqual([
      'unternehmen.beantragt',
      'unternehmen.inPruefung',
      'elster.manuell',
      'unternehmen.freigegeben',
      'brief.erstellt',
      'brief.gelesen',
      'unternehmen.briefVersendet',
      'unternehmen.aktiv',
      'mitglied.aufgenommen',
      'rolle.vergeben',
      'einladung.versendet',
      'einladung.angenommen',
      'einladung.genehmigt',
      'mitglied.aufgenommen',
      'rolle.vergeben',
      'anfrage.gestellt',
      'anfrage.zugewiesen',
      'anfrage.genehmigt',
      'rolle.vergeben',
      'loeschung.entwurf',
      'loeschung.beantragt',
      'unternehmen.loeschungBeantragt',
      'loeschung.freigegeben',
      'unternehmen.loeschungFreigegeben',
      'loeschung.widerrufen',
      'unternehmen.aktiv',
    ])
    const vergeben = await alsSystem(gateway.deps, async (trx) =>
      (await trx('ereignis').pluck<string[]>('inhalt'))
        .map((inhalt: string): { art: string; durch: string } => JSON.parse(inhalt))
        .filter(({ art, durch }) => art === 'rolle.vergeben' && durch === betreiberId),
    )
    expect(vergeben).toMatchObject([{ daten: { rolle: 'kammeradministration', knr: '153' } }])
  })
})
