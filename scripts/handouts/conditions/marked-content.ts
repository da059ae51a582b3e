import type { Condition, Fault } from './condition.ts'
import { asBoolean, catalogOf, get, getDictionary } from '../pdf-document.ts'
import { structureRoot } from '../structure.ts'
import { createOwners } from './owners.ts'

export const taggedDocument: Condition = {
  id: 'tagged-document',
  requirement: 'The document is tagged, says so, and does not call its tags suspect.',
  clause: 'ISO 14289-1 §7.1',
  matterhorn: ['01-007'],
  examine({ pdf }) {
    const marks = getDictionary(pdf, catalogOf(pdf), 'MarkInfo')
    if (!structureRoot(pdf))
      return [{ message: 'the document is not tagged' }]
    return [
      !(marks && asBoolean(get(pdf, marks, 'Marked'))) && { message: 'the document does not say that it is tagged' },
      marks && asBoolean(get(pdf, marks, 'Suspects')) && { message: 'the document calls its own tags suspect' },
    ].filter(fault => !!fault)
  },
}

export const artifactInTag: Condition = {
  id: 'artifact-in-tag',
  requirement: 'No artifact (decoration) stands inside tagged content.',
  clause: 'ISO 14289-1 §7.1',
  matterhorn: ['01-003'],
  examine: ({ texts }) => eachPage(texts, text => text.artifactsInTags > 0 && 'an artifact stands inside tagged content'),
}

export const tagInArtifact: Condition = {
  id: 'tag-in-artifact',
  requirement: 'No tagged content stands inside an artifact.',
  clause: 'ISO 14289-1 §7.1',
  matterhorn: ['01-004'],
  examine: ({ texts }) => eachPage(texts, text => text.tagsInArtifacts > 0 && 'tagged content stands inside an artifact'),
}

export const unmarkedContent: Condition = {
  id: 'unmarked-content',
  requirement: 'All content is either tagged or an artifact.',
  clause: 'ISO 14289-1 §7.1',
  matterhorn: ['01-005'],
  examine(document) {
    if (!structureRoot(document.pdf))
      return []
    const owners = createOwners(document)
    return document.texts.flatMap((text, index): Fault[] => {
      const page = index + 1
      const orphans = [...text.marked].flatMap(([form, numbers]) => [...numbers].filter((mcid) => {
        const { byStructure, byParentTree } = owners(page, form, mcid)
        return !byStructure && !byParentTree
      }))
      const words = orphans.map(mcid => text.byMcid.get(mcid)).find(found => found?.trim())
      return [
        text.unmarkedPaints > 0 && { page, message: text.unmarkedPaints === 1 ? '1 piece of content is neither in the structure nor an artifact' : `${text.unmarkedPaints} pieces of content are neither in the structure nor artifacts` },
        orphans.length > 0 && { page, message: `content is marked but not in the structure${words ? `: "${words.slice(0, 40)}"` : ''}` },
      ].filter(fault => fault !== false)
    })
  },
}

function eachPage<Text>(texts: readonly Text[], say: (text: Text) => string | false): Fault[] {
  return texts.flatMap((text, index) => {
    const message = say(text)
    return message ? [{ page: index + 1, message }] : []
  })
}
