import { describe, expect, it } from 'vitest'
import { loadConfig } from './config.ts'

describe('loadConfig', () => {
  it('needs no settings', () => {
    expect(loadConfig({})).toMatchObject({
      PORT: 8080,
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://localhost:8080',
      DATA_DIR: '.data',
      demo: false,
    })
  })

  it('derives the public address from the port', () => {
    expect(loadConfig({ PORT: '9000', DEMO: '1' })).toMatchObject({
      PORT: 9000,
      PUBLIC_URL: 'http://localhost:9000',
      demo: true,
    })
  })

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', 'http'],
    ['PUBLIC_URL', 'https://x.example/path'],
    ['PUBLIC_URL', 'ftp://x.example'],
    ['DATABASE_URL', 'mysql://x'],
    ['LOG_LEVEL', 'loud'],
    ['DEMO', 'yes'],
  ])('refuses %s=%s and names it', (key, value) => {
    expect(() => loadConfig({ [key]: value })).toThrow(key)
  })

  it('opens loopback to webhooks in the demo, unless the setting says otherwise', () => {
    expect(loadConfig({ DEMO: '1' }).ERLAUBTE_NETZE).toBe('127.0.0.0/8,::1/128')
    expect(loadConfig({ DEMO: '1', ERLAUBTE_NETZE: '' }).ERLAUBTE_NETZE).toBe('')
    expect(loadConfig({}).ERLAUBTE_NETZE).toBe('')
  })

  it('accepts the boundaries of the port', () => {
    expect(loadConfig({ PORT: '65535' }).PORT).toBe(65_535)
    expect(loadConfig({ PORT: '0' }).PORT).toBe(0)
  })
})
