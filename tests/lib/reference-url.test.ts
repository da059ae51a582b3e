import { expect, it } from 'vitest'
import { openLinksInNewTab, referenceUrl } from '../../lib/reference-url.ts'

it.each([
  [{ doi: '10.1/a', pmid: '1', url: 'https://x.test' }, 'https://doi.org/10.1/a'],
  [{ pmid: '1', url: 'https://x.test' }, 'https://pubmed.ncbi.nlm.nih.gov/1/'],
  [{ url: 'https://x.test' }, 'https://x.test'],
  [{}, undefined],
])('%j is read at %s', (reference, url) => {
  expect(referenceUrl(reference)).toBe(url)
})

it('opens links beside the deck, once', () => {
  const html = '<a href="https://x.test">x</a>'
  expect(openLinksInNewTab(html)).toBe('<a target="_blank" rel="noopener" href="https://x.test">x</a>')
  expect(openLinksInNewTab(openLinksInNewTab(html))).toBe(openLinksInNewTab(html))
})
