import { defineRule } from '../../rule.ts'
import { today } from '../../today.ts'

export const expired = defineRule({
  id: 'cme-expired',
  family: 'cme',
  severity: 'warning',
  why: 'After its last day a course gives no credit, and its evidence has not been reviewed.',
  mend: 'Review the content, then set reviewed and expires anew (three years at most).',
  source: 'ACCME: enduring materials are reviewed at least every three years',
  examples: {
    fires: [{ 'course.yaml': 'released: 2015-01-01\nreviewed: 2015-01-01\nexpires: 2017-12-31' }],
    silent: [{ 'course.yaml': 'released: 2190-01-01\nreviewed: 2190-01-01\nexpires: 2192-12-31' }],
  },
  find(document) {
    const { expires } = document.course.meta
    return expires < today() ? [{ ...document.positionOf('course.yaml', ['expires']), message: `The course expired on ${expires}.` }] : []
  },
})
