import { expect, test } from 'vitest'
import { createLogDestination } from './log-destination.ts'

const now = (): Date => new Date('2026-11-20T10:00:00Z')

const fail = (code: string): never => {
  throw Object.assign(new Error(code), { code })
}

test('writes whole lines, also where the system takes them in parts', () => {
  let written = ''
  const destination = createLogDestination(now, (bytes) => {
    const part = bytes.subarray(0, 3)
    written += Buffer.from(part).toString()
    return part.length
  })
  destination.write('{"a":"bcd"}\n')
  expect(written).toBe('{"a":"bcd"}\n')
})

test('drops what finds no space and says later how much is missing', () => {
  const lines: string[] = []
  let full = true
  const destination = createLogDestination(now, (bytes) => {
    if (full) fail('ENOSPC')
    lines.push(Buffer.from(bytes).toString())
    return bytes.length
  })
  destination.write('1\n')
  destination.write('2\n')
  full = false
  destination.write('3\n')
  destination.write('4\n')
  expect(lines).toEqual(['3\n', expect.stringMatching(/"lost":2,"msg":"log lines are missing"/), '4\n'])
})

test.each([
  [2, true],
  [10, false],
])('tries again when nobody reads for a moment: busy %i times, written %s', (busy, written) => {
  let calls = 0
  let line = ''
  const destination = createLogDestination(now, (bytes) => {
    if (++calls <= busy) fail('EAGAIN')
    line += Buffer.from(bytes).toString()
    return bytes.length
  })
  destination.write('1\n')
  expect(line !== '').toBe(written)
})
