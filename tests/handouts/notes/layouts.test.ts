import type { Course } from '../../../scripts/course/course.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DomUtils, parseDocument } from 'htmlparser2'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadCourse } from '../../../scripts/course/load-course.ts'
import { referenceList } from '../../../scripts/course/references/reference-list.ts'
import { citationLinks } from '../../../scripts/handouts/notes/citation-links.ts'
import { groupStudies } from '../../../scripts/handouts/notes/handbook/evidence.ts'
import { handbook } from '../../../scripts/handouts/notes/handbook/handbook.ts'
import { statementsAsHtml } from '../../../scripts/handouts/notes/handbook/statements.ts'
import { oneUp } from '../../../scripts/handouts/notes/one-up.ts'
import { runningNotes } from '../../../scripts/handouts/notes/running-notes.ts'
import { cssString, shellHtml } from '../../../scripts/handouts/notes/shell.ts'
import { slideWords } from '../../../scripts/handouts/notes/slide-words.ts'
import { threeUp } from '../../../scripts/handouts/notes/three-up.ts'
import { soundCourse, writeFiles } from '../../support/temporary-project.ts'
import { handoutCourse, secrets } from './handout-course.ts'

let course: Course

async function load(files: Record<string, string>): Promise<Course> {
  const project = await mkdtemp(join(tmpdir(), 'lectern-layouts-'))
  await writeFiles(project, files)
  const loaded = await loadCourse({ name: 'demo', folder: join(project, 'slides/demo'), quizFolder: join(project, 'quizzes/demo'), project })
  await rm(project, { recursive: true })
  expect(loaded.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return loaded.course!
}

/** All layouts as Chromium gets them. */
function compose(of: Course, { pages = of.slides.map(({ no }) => no), notes = true } = {}) {
  const references = referenceList(of)
  const citation = citationLinks(references)
  const sections = slideWords(of, pages, notes, citation)
  return {
    '1up': oneUp(sections, references),
    '3up': threeUp(sections),
    'notes': runningNotes(of.meta, sections, references, 'Speaker notes'),
    'handbook': handbook(of, sections, references, citation, place => place === 'part/evidence' ? 41 : undefined),
  }
}

const texts = (html: string) => DomUtils.textContent(parseDocument(html)).replace(/\s+/g, ' ')
const headingLevels = (html: string) => [...html.matchAll(/<h([1-6])[\s>]/g)].map(match => Number(match[1]))

beforeAll(async () => {
  course = await load(handoutCourse)
})

describe('layouts', () => {
  it.each(['1up', '3up', 'notes', 'handbook'] as const)('has a room for every page of the slides, in their order: %s', (layout) => {
    const rooms = [...compose(course)[layout].body.matchAll(/place\.invalid\/slide\/(\d+)/g)].map(match => Number(match[1]))
    expect(rooms).toEqual(course.slides.map((_, index) => index))
  })

  it.each(['1up', '3up', 'notes', 'handbook'] as const)('gives each click step its room, and the words once: %s', (layout) => {
    const { body } = compose(course, { pages: [1, 2, 2, 2, 3, 4] })[layout]
    expect([...body.matchAll(/place\.invalid\/slide\/(\d+)/g)].map(match => match[1])).toEqual(['0', '1', '2', '3', '4', '5'])
    expect(texts(body).split('what the trial found').length - 1).toBe(layout === '3up' ? 0 : 1)
  })

  it('prints speaker notes and editor\'s notes in full, with citations as links to the references', () => {
    for (const layout of ['1up', 'notes', 'handbook'] as const) {
      const { body } = compose(course)[layout]
      expect(texts(body)).toContain('Say: what the trial found1, and <not> more.')
      expect(texts(body)).toContain('E07 The lecture said: “It works for & everyone”')
      expect(texts(body)).toContain('It did not: 31 patients took part2.')
      expect(body).toContain('<sup><a href="#reference-2">2</a></sup>')
      expect(body).toContain('<li id="reference-2">')
      expect(body).toContain('href="https://doi.org/10.1002/art.37734"')
    }
  })

  it('leaves speaker notes out on demand, and never the editor\'s', () => {
    for (const layout of ['1up', 'notes', 'handbook'] as const) {
      const text = texts(compose(course, { notes: false })[layout].body)
      expect(text).not.toContain('what the trial found')
      expect(text).toContain('It did not: 31 patients took part')
    }
  })

  it('shows the slides of a range with their own numbers', () => {
    const { body, heads } = compose(course, { pages: [2, 4] })['3up']
    expect([...body.matchAll(/class="number">(\d+)/g)].map(match => match[1])).toEqual(['2', '4'])
    expect(heads).toEqual([{ page: 'sheet-0', text: 'Slides 2–4' }])
  })

  it('begins with a heading of level 1 and skips none', () => {
    const levels = headingLevels(compose(course).notes.body)
    expect(levels[0]).toBe(1)
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([])
  })

  it('cites only what the layout cites', () => {
    expect(compose(course, { pages: [1] }).notes.body).not.toContain('References')
    expect(compose(course, { pages: [1] }).handbook.body).toContain('id="reference-1"')
  })
})

describe('handbook', () => {
  it('has the parts in their order, and in the contents', () => {
    const { body, bookmarks } = compose(course).handbook
    const parts = ['About this course', 'Disclosures', 'Learning objectives', 'Opening', 'Trials & errors', 'Evidence tables', 'References', 'Post-test']
    expect(bookmarks.map(({ title }) => title)).toEqual(['Cover', ...parts.slice(0, 3), 'Contents', ...parts.slice(3)])
    expect([...body.matchAll(/<h1 [^>]*>(.*?)<\/h1>/g)].map(match => texts(match[1]!))).toEqual(['A small course', ...parts.slice(0, 3), 'Contents', ...parts.slice(3)])
    const contents = /<section class="part contents"[\s\S]*?<\/section>/.exec(body)![0]
    expect([...contents.matchAll(/class="part-entry"><a [^>]*>.*?class="title">(.*?)<\/span>/g)].map(match => texts(match[1]!))).toEqual(parts)
    expect(contents).toMatch(/href="#part-evidence">.*?<span class="page">41<\/span>/)
    expect(contents).toMatch(/href="#slide-2"><span class="number">2<\/span><span class="title">Pain fell a little more than on placebo</)
  })

  it('asks every question of the post-test and gives away no answer', () => {
    const { body } = compose(course).handbook
    const text = texts(body)
    for (const stem of ['Which dose is low?', 'Match drug and class.', 'Put the steps in order.', 'What is the half-life?', 'Naltrexone is an agonist.', 'Which are contraindications?'])
      expect(text).toContain(stem)
    for (const option of ['4.5 mg', '50 mg', 'Opioid antagonist', 'First step', 'Acute hepatitis'])
      expect(text).toContain(option)
    for (const secret of secrets)
      expect(body).not.toContain(secret)
    // Nothing tells a key from a distractor: neither a class, nor an attribute, nor the order of a match.
    const options = [...body.matchAll(/<li><span class="box"[^>]*>(.+?)<\/span><span>/g)].map(match => match[1])
    expect(new Set(options)).toEqual(new Set(['○', '□', '____']))
    expect(text.indexOf('Alcohol')).toBeGreaterThan(0)
    expect(text).toMatch(/Letter\s*Naltrexone\s*_____\s*Morphine\s*_____\s*Class:\s*A\s*Opioid agonist\s*B\s*Opioid antagonist/)
  })

  it('says of everybody what was disclosed, and that there is no credit', () => {
    const text = texts(compose(course).handbook.body)
    expect(text).toContain('DEMONSTRATION. Not accredited; not designated for AMA PRA Category 1 Credit™ or any other credit. No certificate is valid for licensure or certification.')
    expect(text).toContain('No financial relationships with ineligible companies.')
    expect(text).toContain('Acme <Pharma>: consultant (mitigated).')
    expect(text).toContain('! Pending.')
    expect(text).toContain('Yes, discussed. This activity discusses unapproved use.')
    expect(text).toContain('No commercial support was received.')
    expect(text).not.toContain('designates this')
  })

  it('is whole without studies, references and quizzes', async () => {
    const bare = await load({ ...soundCourse, 'slides/demo/studies.yaml': '[]\n', 'slides/demo/references.bib': '', 'slides/demo/slides.md': '# Only slide\n' })
    const { bookmarks } = compose(bare).handbook
    expect(bookmarks.map(({ title }) => title)).toEqual(['Cover', 'About this course', 'Disclosures', 'Learning objectives', 'Contents', 'Slides and notes'])
  })

  it('groups studies by use and gathers single ones at the end', () => {
    const study = (id: string, indication: string) => ({ id, indication }) as Course['studies'][number]
    expect(groupStudies([study('a', 'Pain, chronic'), study('b', 'Itch'), study('c', 'Pain')]).map(({ title, studies }) => [title, studies.map(({ id }) => id)])).toEqual([['Pain', ['a', 'c']], ['Other uses and questions', ['b']]])
    expect(groupStudies([study('b', 'Itch')]).map(({ title }) => title)).toEqual(['Studies'])
  })
})

describe('statementsAsHtml', () => {
  const meta = { provider: { name: 'Test University', contact: 'x' }, credits: { type: 'AMA PRA Category 1 Credit', maximum: 1.25, step: 0.25 as const }, format: 'enduring' as const }

  it('uses the accreditors\' words, and only those that the course may use', () => {
    expect(statementsAsHtml({ ...meta, accreditation: 'accme' })).toEqual([
      'The Test University is accredited by the Accreditation Council for Continuing Medical Education (ACCME) to provide continuing medical education for physicians.',
      'The Test University designates this enduring material for a maximum of 1.25 <em>AMA PRA Category 1 Credit(s)</em>™. Physicians should claim only the credit commensurate with the extent of their participation in the activity.',
    ])
    expect(statementsAsHtml({ ...meta, accreditation: 'joint', format: 'live' })).toEqual([
      'In support of improving patient care, Test University is jointly accredited by the Accreditation Council for Continuing Medical Education (ACCME), the Accreditation Council for Pharmacy Education (ACPE), and the American Nurses Credentialing Center (ANCC), to provide continuing education for the healthcare team.',
      'The Test University designates this live activity for a maximum of 1.25 <em>AMA PRA Category 1 Credit(s)</em>™. Physicians should claim only the credit commensurate with the extent of their participation in the activity.',
    ])
    expect(statementsAsHtml({ ...meta, accreditation: 'accme', credits: { ...meta.credits, type: 'Contact hours' } })).toHaveLength(1)
    expect(statementsAsHtml({ ...meta, accreditation: 'none' }).join()).not.toMatch(/designates|is accredited/)
  })
})

describe('shellHtml', () => {
  const style = { paper: 'letter', orientation: 'landscape', grayscale: true } as const

  it('lets no text end a style sheet, an attribute or a string', () => {
    const evil = '</style><script>x</script>"; } \\'
    const html = shellHtml({ title: evil, body: '', heads: [{ page: 'a', text: evil }], bookmarks: [] }, 'en"', evil, style, '')
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(html).not.toContain('<script>')
    expect(html).toContain('<html lang="en&quot;" class="landscape letter grayscale">')
    expect(cssString('a"b\\c')).toBe('"a\\22 b\\5c c"')
  })

  it('sets the sheet', () => {
    expect(shellHtml({ title: '', body: '', heads: [], bookmarks: [] }, 'en', '', style, '')).toContain('size: letter landscape;')
    expect(shellHtml({ title: '', body: '', heads: [], bookmarks: [] }, 'en', '', { ...style, paper: 'a4', orientation: 'portrait' }, '')).toContain('size: A4 portrait;')
  })
})
