/*
 * How long reading and checking a course takes, against the floor: Slidev's own parser reading the same deck.
 * node tests/bench/model.ts
 */
import { join } from 'node:path'
import process from 'node:process'
import { load } from '@slidev/parser/fs'
import { checkCourse } from '../../scripts/check/check-course.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { median, table, time } from './table.ts'

const RUNS = 15

const [place] = await findCourses(kitRoot, [process.argv[2] ?? 'low-dose-naltrexone'])
const [coldModel] = await time(1, () => loadCourse(place!))
const parser = await time(RUNS, () => load({ userRoot: place!.folder, roots: [place!.folder] }, join(place!.folder, 'slides.md')))
const model = await time(RUNS, () => loadCourse(place!))
const check = await time(RUNS, () => checkCourse(place!, { browser: false, progress: () => {} }))
const slides = (await loadCourse(place!)).course!.slides.length
const floor = median(parser)
const row = (name: string, milliseconds: number) => [name, milliseconds.toFixed(0), (milliseconds / slides).toFixed(2), (milliseconds / floor).toFixed(1)]

console.log(`${slides} slides; median of ${RUNS} runs in one process, the first load of a process apart.\n`)
console.log(table([
  ['what', 'ms', 'ms per slide', '× Slidev\'s parser'],
  row('Slidev\'s parser alone (floor)', floor),
  row('the whole model', median(model)),
  row('the whole model, first load of a process', coldModel!),
  row('`check --no-browser`, structures drawn', median(check)),
]))
