import { expect, it } from 'vitest'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { readFigures } from '../../scripts/quizzes/quiz-figures.ts'
import { readQuiz } from './quiz-source.ts'

it('a figure of a slide is photographed: its chart, or the whole slide when it has none, once for all quizzes', async () => {
  const [place] = await findCourses(process.cwd(), ['gallery'])
  const loaded = (await loadCourse(place!)).course!
  const named = (start: string, routeAlias: string) => (slide: typeof loaded.slides[number]) => slide.title.startsWith(start) ? { ...slide, frontmatter: { routeAlias } } : slide
  const quizzes = ['chart', 'card'].map(name => readQuiz(`## What is it? {#a}\n\n![A figure](slide:${name})\n\n- [x] A\n- [ ] B\n`))
  const course = { ...loaded, quizzes, slides: loaded.slides.map(named('ForestPlot draws only', 'chart')).map(named('StudyCard shows one', 'card')) }

  const [one, two] = await Promise.all(quizzes.map(quiz => readFigures(quiz, course)))
  const chart = one!.get('slide:chart')!
  const card = two!.get('slide:card')!
  expect([chart.mime, card.mime]).toEqual(['image/png', 'image/png'])
  expect([card.width, card.height]).toEqual([980, 552])
  // The drawing alone, without headline and caption.
  expect(chart.height).toBeLessThan(450)
  expect(chart.width).toBeGreaterThan(300)
  expect((await readFigures(quizzes[0]!, course)).get('slide:chart')).toBe(chart)
})
