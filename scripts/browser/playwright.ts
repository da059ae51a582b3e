import { chromium } from 'playwright-core'

/** Where `npx playwright install chromium` puts its browser. */
export function playwrightPaths(): string[] {
  try {
    return [chromium.executablePath()]
  }
  catch {
    return []
  }
}
