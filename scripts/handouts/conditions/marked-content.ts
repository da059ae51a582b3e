import type { Condition } from './condition.ts'
import { asBoolean, catalogOf, get, getDictionary } from '../pdf-document.ts'
import { kidsOf, structureRoot } from '../structure.ts'

/** All content is either in the structure or an artifact, and never one inside the other. */
export const markedContent: Condition = {
  id: 'marked-content',
  clause: '7.1',
  examine({ pdf, pages, texts, elements }) {
    const marks = getDictionary(pdf, catalogOf(pdf), 'MarkInfo')
    if (!structureRoot(pdf) || !marks || asBoolean(get(pdf, marks, 'Marked')) !== true)
      return [{ message: 'the document is not tagged' }]

    const owned = new Map(pages.map(page => [page.reference, new Set<number>()]))
    for (const { dictionary } of elements) {
      for (const kid of kidsOf(pdf, dictionary)) {
        if (kid.kind === 'content' && kid.page)
          owned.get(kid.page)?.add(kid.mcid)
      }
    }
    return texts.flatMap((text, index) => {
      const page = index + 1
      const inStructure = owned.get(pages[index]!.reference)!
      const orphans = [...text.byMcid.keys()].filter(mcid => !inStructure.has(mcid))
      return [
        text.unmarkedPaints > 0 && { page, message: `${text.unmarkedPaints} pieces of content are neither in the structure nor artifacts` },
        text.misnested > 0 && { page, message: 'artifacts and structured content are nested in one another' },
        orphans.length > 0 && { page, message: `text is marked but not in the structure: "${text.byMcid.get(orphans[0]!)}"` },
      ].filter(violation => violation !== false)
    })
  },
}
