import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const get = (url: string) => app.server.inject({ method: 'GET', url })

describe('/docs', () => {
  it('shows the page and the document of this gateway under a strict policy', async () => {
    const page = await get('/docs')
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')])
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    expect(page.headers['content-security-policy']).not.toContain("'unsafe-inline'")
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect((await get('/docs/json')).json()).toEqual((await get('/openapi.json')).json())
  })

  it('loads all that the page names from here', async () => {
    const { body } = await get('/docs')
    const named = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => String(address))
    expect(named.length).toBeGreaterThan(3)
    for (const address of named) {
      expect(address).not.toMatch(/^(https?:)?\/\//)
      const { pathname } = new URL(address, 'http://localhost/docs/')
      expect((await get(pathname)).statusCode, pathname).toBe(200)
    }
  })

  it('knows nothing else', async () => {
    expect((await get('/docs/static/nothing.js')).statusCode).toBe(404)
    expect((await get('/docs/static/%2e%2e/%2e%2e/package.json')).statusCode).toBeGreaterThanOrEqual(400)
  })
})
