/*
 * How the time of `lectern check --no-browser` grows with the deck, and how soon a watch answers a save; markdownlint reads the same
 * text in the same run. Its rules are about layout, ours about meaning, so that the numbers say what a check costs, not which is better.
 * node tests/bench/check.ts
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lint } from 'markdownlint/promise'
import { checkCourse } from '../../scripts/check/check-course.ts'
import { createMemory } from '../../scripts/check/memory.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { median, table, time } from './table.ts'

const RUNS = 3
const SIZES = [100, 500, 1000, 2000]

const [original] = await findCourses(kitRoot, ['low-dose-naltrexone'])
const { course } = await loadCourse(original!)
const written = await Promise.all(course!.slides.map(async slide => `---\nminutes: 1\n---\n\n${slide.content}\n\n${slide.note ? `<!--\n${slide.note}\n-->\n` : ''}`))
const project = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
try {
  const folder = join(project, 'slides/bench')
  await mkdir(folder, { recursive: true })
  for (const name of ['studies.yaml', 'pathways.yaml', 'references.bib'])
    await writeFile(join(folder, name), await readFile(join(original!.folder, name)))
  await writeFile(join(folder, 'course.yaml'), await readFile(join(original!.folder, 'course.yaml')))
  const deck = join(folder, 'slides.md')
  const rows: string[][] = []
  for (const size of SIZES) {
    const text = Array.from({ length: size }, (_, index) => written[index % written.length]).join('\n')
    await writeFile(deck, text)
    const [place] = await findCourses(project, [])
    const check = median(await time(RUNS, () => checkCourse(place!, { browser: false, progress: () => {} })))
    const memory = createMemory()
    await checkCourse(place!, { browser: false, progress: () => {}, memory })
    let save = 0
    const watch = median(await time(RUNS, async () => {
      await writeFile(deck, text.replace('minutes: 1\n---\n\n', `minutes: 1\n---\n\nSave ${++save}, .5 mg.\n\n`))
      await checkCourse(place!, { browser: false, progress: () => {}, memory })
    }))
    const peer = median(await time(RUNS, () => lint({ strings: { deck: text } })))
    rows.push([String(size), (text.length / 1e6).toFixed(1), check.toFixed(0), (check / size).toFixed(2), watch.toFixed(0), peer.toFixed(0), (peer / size).toFixed(2)])
  }
  console.log(`The slides of the low-dose naltrexone course with their notes, over and over; median of ${RUNS} runs.\n`)
  console.log(table([['slides', 'MB', 'check, ms', 'ms per slide', 'after a save, ms', 'markdownlint, ms', 'ms per slide'], ...rows]))

  const memory = createMemory()
  const look = () => checkCourse(original!, { browser: false, progress: () => {}, memory })
  await look()
  console.log(`\nThe course itself, ${course!.slides.length} slides with quizzes and ledger: ${median(await time(9, look)).toFixed(0)} ms after a save.`)
}
finally {
  await rm(project, { recursive: true, force: true })
}
