import { describe, expect, it } from 'vitest'
import { courseRules } from '../../scripts/check/course-rules.ts'
import { exampleDocument } from '../../scripts/check/example-document.ts'
import { families } from '../../scripts/check/rule.ts'

it.each(courseRules.map(rule => [rule.id, rule] as const))('%s', async (_, rule) => {
  for (const example of rule.examples.fires)
    expect(rule.find(await exampleDocument(example)).length, `must fire: ${JSON.stringify(example)}`).toBeGreaterThan(0)
  for (const example of rule.examples.silent)
    expect(rule.find(await exampleDocument(example)).map(found => found.message), `must not fire: ${JSON.stringify(example)}`).toEqual([])
})

describe('every rule', () => {
  it('has an id of its own', () => {
    expect(new Set(courseRules.map(rule => rule.id)).size).toBe(courseRules.length)
  })

  it.each(courseRules.map(rule => [rule.id, rule] as const))('%s says what, why, who and how', (_, rule) => {
    expect(rule.id).toMatch(/^[a-z][a-z\d-]+$/)
    expect(families).toContain(rule.family)
    expect(rule.why).toMatch(/^["“\p{Lu}\d].*[.!?]["”)]?$/su)
    expect(rule.mend).toMatch(/^["“\p{Lu}\d].{8}/su)
    expect(rule.source).toMatch(/\p{L}{3}/u)
    expect(rule.examples.fires.length).toBeGreaterThan(0)
    expect(rule.examples.silent.length).toBeGreaterThan(0)
  })
})
