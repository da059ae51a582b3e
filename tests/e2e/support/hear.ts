import type { BrowserContext, Page } from 'playwright-core'

declare global {
  interface Window {
    /** What live regions have said since it was asked for last. */
    lecternSaid: string[]
  }
}

/**
 * Lets `hear` know what the pages of a context say by themselves. As screen readers do it, which is stricter than the
 * specification: an alert is said when it comes, any other live region only when it stood there before its words.
 */
export async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.lecternSaid = []
    const regions = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])'
    const say = (text: string | null) => {
      const words = text?.replace(/\s+/g, ' ').trim()
      if (words)
        window.lecternSaid.push(words)
    }
    const known = new WeakSet<Element>()
    const spoken = (node: Node) => {
      const copy = node.cloneNode(true)
      if (copy instanceof Element)
        copy.querySelectorAll('[aria-hidden=true]').forEach(hidden => hidden.remove())
      return copy.textContent
    }
    new MutationObserver((records) => {
      for (const { target, addedNodes, type } of records) {
        const element = target instanceof Element ? target : target.parentElement
        const region = element?.closest(regions)
        if (region && known.has(region)) {
          type === 'characterData' ? say(spoken(target)) : addedNodes.forEach(node => say(spoken(node)))
          continue
        }
        addedNodes.forEach((node) => {
          if (node instanceof Element && node.isConnected)
            [node, ...node.querySelectorAll('*')].filter(inner => inner.matches('[role=alert]') && !known.has(inner)).forEach(alert => say(spoken(alert)))
        })
      }
      document.querySelectorAll(regions).forEach(region => known.add(region))
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
}

/** What was said since the last time, and at the end what the focus is on: its role, name and state. */
export async function hear(page: Page): Promise<string[]> {
  const focused = await page.locator(':focus').ariaSnapshot({ timeout: 2000 }).catch(() => '')
  const said = await page.evaluate(() => new Promise<string[]>(resolve => setTimeout(() => resolve(window.lecternSaid.splice(0)), 50)))
  return [...said, focused.split('\n')[0]!.replace(/^- /, '').replace(/:$/, '')]
}
