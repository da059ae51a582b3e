import type { Condition } from './condition.ts'
import { getText } from '../pdf-document.ts'
import { hasAlternative } from './attributes.ts'
import { pageOfElement } from './element-page.ts'

export const figures: Condition = {
  id: 'figure-alternative',
  requirement: 'Every figure has words that stand for it.',
  clause: 'ISO 14289-1 §7.3',
  matterhorn: ['13-004'],
  examine: document => document.elements
    .filter(({ role, dictionary }) => role === 'Figure' && !hasAlternative(document.pdf, dictionary))
    .map(element => ({ ...pageOfElement(document, element), message: 'a figure has no text alternative' })),
}

export const formulas: Condition = {
  id: 'formula-alternative',
  requirement: 'Every formula has words that stand for it.',
  clause: 'ISO 14289-1 §7.7',
  matterhorn: ['17-002'],
  examine: document => document.elements
    .filter(({ role, dictionary }) => role === 'Formula' && !getText(document.pdf, dictionary, 'Alt')?.trim())
    .map(element => ({ ...pageOfElement(document, element), message: 'a formula has no text alternative' })),
}
