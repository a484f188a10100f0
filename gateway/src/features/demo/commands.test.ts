import { describe, expect, it } from 'vitest'
import { type CommandSubjects, listCommands } from './commands.ts'

const id = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'
const full: CommandSubjects = {
  dataDir: '.data',
  heute: '2026-11-20',
  schluessel: ['NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'],
  berichtsheftId: id,
  offen: { id, unternehmen: 'Werkstatt Störtebeker GmbH' },
  uebermittelt: { anforderungId: id, dateiname: 'berichtsheft-1.zip' },
}

describe('the commands to try', () => {
  it('go from the request to the verified package', () => {
    const commands = listCommands(full).map(({ command }) => command)
    expect(commands.map((command) => command.split(' ')[2])).toEqual([
      'request',
      'answer',
      'list',
      'request',
      'verify',
      'convert',
    ])
    expect(commands[0]).toContain('--frist 2026-12-18')
    expect(commands[1]).toContain("--unternehmen 'Werkstatt Störtebeker GmbH' --gueltig-bis 2027-05-19")
    expect(commands[1]).toMatch(/ -p \.data\/demo\/anbieter\.json$/)
    expect(commands[4]).toBe(`npx berichtsheft verify pakete/berichtsheft-1.zip -s ${full.schluessel[0]}`)
  })

  it('leave out what the demo does not hold', () => {
    const { dataDir, heute, schluessel } = full
    const commands = listCommands({ dataDir, heute, schluessel })
    expect(commands.map(({ command }) => command.split(' ')[2])).toEqual(['list', 'convert'])
  })

  it('quote what a vendor wrote, so that a shell takes it for one word', () => {
    const unternehmen = 'A\'B $(touch x) `y` "z"'
    const [, answer] = listCommands({ ...full, offen: { id, unternehmen }, dataDir: '/with space' })
    expect(answer?.command).toContain(`--unternehmen 'A'\\''B $(touch x) \`y\` "z"' --gueltig`)
    expect(answer?.command).toContain("-p '/with space/demo/anbieter.json'")
  })
})
