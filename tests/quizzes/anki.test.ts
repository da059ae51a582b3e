import { describe, expect, it } from 'vitest'
import { ankiFormat } from '../../scripts/quizzes/anki/anki-format.ts'
import { ankiNotes } from '../../scripts/quizzes/anki/anki-notes.ts'
import { contextOf, quizFrom, quizOf, scoredTypes } from './format-context.ts'

/** Fields as Anki reads a file with tabs: quoted, quotes doubled. */
function rows(text: string): string[][] {
  return text.split('\n').filter(line => line && !line.startsWith('#')).map(line => [...line.matchAll(/"((?:[^"]|"")*)"(?:\t|$)/g)].map(match => match[1]!.replace(/""/g, '"')))
}

describe('ankiNotes', () => {
  const quiz = quizOf()
  const text = ankiNotes(quiz, contextOf(quiz))

  it('tells Anki what its columns are', () => {
    expect(text.split('\n').slice(0, 6)).toEqual(['#separator:tab', '#html:true', '#guid column:1', '#notetype:Basic', '#deck:A course::A quiz', '#tags column:4'])
  })

  it('makes a card of each item: four fields on one line', () => {
    expect(rows(text).map(row => row.length)).toEqual(quiz.items.map(() => 4))
    expect(rows(text).map(row => row[0])).toEqual(quiz.items.map(item => `lectern-practice-${item.id}`))
  })

  it('asks on the front and answers on the back', () => {
    const [, front, back, tags] = rows(text)[0]!
    expect(front).toContain('STEM-single')
    expect(front).toContain('RIGHT-single')
    expect(front).toContain('src="data:image/png;base64,')
    expect(front).not.toContain('RATIONALE')
    expect(back).toContain('<strong>RIGHT-single')
    expect(back).not.toContain('WRONG-single')
    expect(tags).toBe('LO1')
  })

  it('puts the steps of an ordering in order on the back only', () => {
    const [, front, back] = rows(text).find(row => row[0]!.endsWith('-steps'))!
    expect(front!.match(/STEP-./g)).toEqual(['STEP-a', 'STEP-b', 'STEP-c'])
    expect(back!.match(/STEP-./g)).toEqual(['STEP-c', 'STEP-a', 'STEP-b'])
  })

  it('keeps quotes, tabs and line breaks inside a field', () => {
    const odd = quizFrom('---\ntitle: A\nkind: practice\n---\n\n## Say `a "b"`? {#one}\n\nFirst line\nsecond line\n\n- [x] A\n- [ ] B\n')
    expect(rows(ankiNotes(odd, contextOf(odd)))).toHaveLength(1)
    expect(rows(ankiNotes(odd, contextOf(odd)))[0]![1]).toContain('a &quot;b&quot;')
  })

  it('writes nothing that counts for credit', () => {
    expect(ankiFormat.refuses!(quizOf(scoredTypes), true)).toMatch(/keys/)
    expect(ankiFormat.refuses!(quizOf(scoredTypes), false)).toBeUndefined()
  })
})
