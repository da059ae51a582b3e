import type { CourseMeta } from '../course/course-schema.ts'
import type { MoleculeDrawing } from '../course/molecules.ts'
import type { Pathway } from '../course/pathways-schema.ts'
import type { Study } from '../course/studies-schema.ts'

/** One entry of the reference list, in citation order. */
export interface ReferenceEntry {
  key: string
  /** Position in citation order, from 1. */
  number: number
  /** AMA 11th edition; safe HTML (em, sup, a). */
  html: string
  text: string
  doi?: string
  pmid?: string
  url?: string
  /** Why it must not be relied on, for example "Retracted". */
  retracted?: string
  /** What the editors have not been able to check. */
  unverified?: string
  /** Number of the slide that lists it; undefined when none does. */
  slide?: number
}

/** An editor's note beside the lecturer's own words. */
export interface EditorNoteData {
  /** Erratum ids, for example ["E45", "E47"]. */
  ids: string[]
  /** The lecturer's words, verbatim. */
  said: string
  html: string
  text: string
  /** Keys that the note rests on and does not cite in its text. */
  cites: string[]
}

export interface SlideData {
  /** Slide number, from 1. */
  no: number
  title: string
  section?: string
  minutes: number
  /** Planned minutes into the talk when this slide begins. */
  startsAt: number
  objectives: string[]
  /** Blocks of the source lecture, for example ["S12"]. */
  sources: string[]
  /** True when the editors added the slide. */
  added: boolean
  /** Citation keys in order of first use on this slide. */
  citations: string[]
  editorNotes: EditorNoteData[]
}

/** The words of one slide, for reading and searching: `virtual:lectern/reading` holds one per slide, in order. */
export interface SlideWords {
  /** What an audience can read on the slide. */
  text: string
  notesText: string
  notesHtml: string
}

/** What slide components know of the course: `import course from 'virtual:lectern/course'`. Never holds quiz keys. */
export interface CourseData {
  name: string
  title: string
  language: string
  meta: CourseMeta
  studies: Record<string, Study>
  pathways: Record<string, Pathway>
  /** Keyed by moleculeKey(). */
  molecules: Record<string, MoleculeDrawing>
  references: ReferenceEntry[]
  citationNumbers: Record<string, number>
  slides: SlideData[]
  /** Length of the talk by the timing plan. */
  totalMinutes: number
}
