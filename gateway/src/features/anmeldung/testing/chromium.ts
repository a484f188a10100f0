import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type BrowserContext, type CDPSession, type Browser as Chromium, chromium, type Page } from 'playwright-core'

/** The system's Chromium; `CHROMIUM` names another one. Nothing where there is none. */
export const findChromium = (): string | undefined =>
  [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== '' && existsSync(path),
  )

/** Starts it without a window. */
export const startChromium = (executablePath: string): Promise<Chromium> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] })

/** A browser profile of its own. Axe has to get into pages that allow no foreign script. */
export const openContext = async (
  browser: Chromium,
  options: { readonly locale: string; readonly javaScriptEnabled?: boolean; readonly width?: number },
): Promise<BrowserContext> => {
  const { locale, javaScriptEnabled = true, width = 360 } = options
  const viewport = { width, height: 800 }
  const context = await browser.newContext({ locale, javaScriptEnabled, viewport, bypassCSP: javaScriptEnabled })
  context.setDefaultTimeout(15_000)
  return context
}

/** An authenticator in the browser, which holds passkeys and whose user always agrees. */
export const addAuthenticator = async (page: Page): Promise<CDPSession> => {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return session
}

/** What a page does against WCAG 2.2 A and AA, one line for each fault. */
export const listViolations = async (page: Page): Promise<readonly string[]> => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']
  // Without frames there is nothing to be gathered on a second page, which would take longer than the rest.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations, passes } = await axe.withTags(tags).analyze()
  if (passes.length === 0) throw new Error(`axe has looked at nothing of ${page.url()}`)
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${page.url()} ${id}: ${help}: ${html}`))
}
