import { expect, it } from 'vitest'
import { checkAccessibility, examinePdf } from '../../scripts/handouts/accessibility.ts'
import { openPdf, pagesOf } from '../../scripts/handouts/pdf-document.ts'
import { printPages } from '../../scripts/handouts/print-pages.ts'
import { questionPaper } from '../../scripts/quizzes/question-paper/question-paper.ts'
import { contextOf, evaluationTypes, quizOf } from './format-context.ts'

const course = { slides: [], meta: { title: 'A course', summary: 'For tests.', keywords: [], language: 'en', faculty: [], reviewed: '2026-01-01' } }

it('prints question papers as accessible PDFs, the same each time', async () => {
  const pages = [quizOf(), quizOf(evaluationTypes)].map((quiz, index) => ({ name: `${index}.html`, title: `Paper ${index}`, html: questionPaper(quiz, contextOf(quiz)) }))
  const complaints: string[] = []
  const print = () => printPages(course as never, pages, message => complaints.push(message))
  const [first, again] = [await print(), await print()]
  expect(complaints).toEqual([])
  expect(first).toHaveLength(2)
  for (const [index, bytes] of first.entries()) {
    expect(again[index]).toEqual(bytes)
    const examined = examinePdf(await openPdf(bytes))
    expect(checkAccessibility(examined)).toEqual([])
    expect(pagesOf(examined.pdf).length).toBeGreaterThan(0)
  }
})
