import type { CourseData } from '../../scripts/slides/course-data.ts'
import { describe, expect, it } from 'vitest'
import { completeNotes } from '../../scripts/slides/presenter-notes.ts'

const course = {
  language: 'en-US',
  citationNumbers: { a: 1, b: 2, c: 3 },
  slides: [
    { editorNotes: [{ ids: ['E10', 'E11'], said: '.5 "mg"', html: 'Write <em>0.5 mg</em>.', text: '', cites: ['a', 'b', 'c'] }] },
    { editorNotes: [] },
  ],
} as unknown as CourseData

const payload = (html: string) => `{"no":1,"note":"raw [@a]","noteHTML":${JSON.stringify(html)},"title":"x"}`
const noteHtml = (json: string) => JSON.parse(json).noteHTML as string

describe('presenter notes on their way to the browser', () => {
  it('get numbers for citations, and the editor\'s notes in full', () => {
    const html = noteHtml(completeNotes(payload('<p>He found "it" [@a; @c].</p>'), 1, course))
    expect(html).toContain('He found "it".<sup>1,3</sup>')
    expect(html).toContain('<strong>E10, E11</strong> The lecture said: “.5 &quot;mg&quot;”<br>Write <em>0.5\u00A0mg</em>.<sup>1-3</sup>')
  })

  it('leave the author\'s own note alone, so that saving it adds nothing', () => {
    expect(JSON.parse(completeNotes(payload('<p></p>'), 1, course)).note).toBe('raw [@a]')
  })

  it('stay as they are for slides without editor\'s notes and for what is no slide', () => {
    expect(completeNotes(payload('<p>x</p>'), 2, course)).toBe(payload('<p>x</p>'))
    expect(completeNotes(payload('<p>x</p>'), 9, course)).toBe(payload('<p>x</p>'))
    expect(completeNotes('export default {}', 1, course)).toBe('export default {}')
  })
})
