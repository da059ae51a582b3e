import type { Course } from '../course/course.ts'
import type { Finding } from '../course/problem.ts'
import { slideText } from '../slides/build-course-data.ts'

/** A bullet, paragraph or table row of the source lecture. */
export interface Statement { text: string, line: number }

/** The least share of a statement's words that must be found; every number must be. */
const ENOUGH_WORDS = 0.8

const FILLERS = new Set('a an and are as at be been by for from had has have he in into is it its of on or that the their them then there these they this thus to was were which while who will with'.split(' '))

/**
 * Finds statements of the source lecture that stand neither on the slides that rebuild their block nor, word for word,
 * in an editor's note there. The lecturer's words are never silently dropped.
 */
export function findUncoveredStatements(course: Course): Finding[] {
  const { source } = course
  if (!source)
    return []
  return source.blocks.filter(block => block.omitted === undefined).flatMap((block) => {
    const slides = course.slides.filter(slide => slide.sources.includes(block.id))
    const words = new Set(contentWords(slides.map(slide => [slide.title, slideText(slide, course), ...slide.editorNotes.map(note => note.said)].join(' ')).join(' ')))
    return statementsOf(block.text, block.title, block.lines[0])
      .filter(statement => !isCovered(statement.text, words))
      .map((statement): Finding => ({
        rule: 'source-uncovered',
        severity: 'error',
        file: source.file,
        line: statement.line,
        column: 1,
        message: `${block.id}: "${shorten(statement.text)}" is neither on a slide nor in an editor's note (missing: ${missingWords(statement.text, words).join(', ')}).`,
        mend: `Put it on a slide with "source: ${block.id}", or quote it in the said="…" of an editor's note there.`,
      }))
  })
}

/** Splits a block into statements; its title is not one. */
export function statementsOf(text: string, title: string, firstLine: number): Statement[] {
  const statements: Statement[] = []
  let current: Statement | undefined
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\u00A0/g, ' ').trim()
    const isNew = /^[-•]\s+/.test(line) || raw.includes('\t')
    if (!line) {
      current = undefined
    }
    else if (current && !isNew) {
      current.text += ` ${line}`
    }
    else {
      current = { text: line.replace(/^[-•]\s+/, ''), line: firstLine + index }
      statements.push(current)
      if (raw.includes('\t'))
        current = undefined
    }
  })
  return statements.filter(statement => statement.text.toLowerCase() !== title.toLowerCase() && contentWords(statement.text).length > 0)
}

function isCovered(statement: string, known: ReadonlySet<string>): boolean {
  const words = [...new Set(contentWords(statement))]
  const missing = words.filter(word => !known.has(word))
  return missing.every(word => !/\d/.test(word)) && missing.length <= words.length * (1 - ENOUGH_WORDS)
}

function missingWords(statement: string, known: ReadonlySet<string>): string[] {
  return [...new Set(contentWords(statement))].filter(word => !known.has(word))
}

/** Words and numbers that carry meaning, in a form that forgives plurals, case and ".5" for "0.5". */
export function contentWords(text: string): string[] {
  const tokens = text
    .toLowerCase()
    .replace(/<[^>]+>|\\text/g, ' ')
    .replace(/(\d)\s*-\s*(?=\.?\d)/g, '$1 ')
    .match(/\d*\.\d+|\d+|\p{L}+/gu) ?? []
  return tokens
    .map(token => /\d/.test(token) ? String(Number(token)) : stem(token))
    .filter(token => /\d/.test(token) || (token.length > 2 && !FILLERS.has(token)))
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ies|es|s|ed|ing)$/, '') : word
}

function shorten(text: string): string {
  return text.length > 90 ? `${text.slice(0, 89)}…` : text
}
