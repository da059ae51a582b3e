import type { ReferenceEntry } from '../scripts/slides/course-data.ts'

/** Where a reference can be read: its DOI, else its PubMed record, else its own page, if any is known. */
export function referenceUrl({ doi, pmid, url }: Pick<ReferenceEntry, 'doi' | 'pmid' | 'url'>): string | undefined {
  if (doi)
    return `https://doi.org/${doi}`
  return pmid ? `https://pubmed.ncbi.nlm.nih.gov/${pmid}/` : url
}

/** Reference HTML whose links open beside the deck, so that a click never leaves the talk. */
export function openLinksInNewTab(html: string): string {
  return html.replace(/<a (?![^>]*\btarget=)/g, '<a target="_blank" rel="noopener" ')
}
