import type { PartialType } from './quiz-model.ts'
// A script of the content type: it puts its functions where H5P's scripts find them.
import '../../h5p/grading.js'

/** What of an item of content.json decides on points. */
export interface GradableItem {
  readonly type: string
  readonly options?: readonly { readonly correct?: boolean }[]
  readonly regions?: readonly { readonly correct?: boolean }[]
  readonly points?: readonly unknown[]
  readonly prompts?: readonly unknown[]
  readonly choices?: readonly unknown[]
  readonly changes?: readonly unknown[]
  readonly key?: readonly number[]
  readonly answer?: { readonly value: number, readonly tolerance: number }
  readonly unit?: string
  readonly blanks?: readonly { readonly accepts?: readonly string[] }[]
  readonly exact?: boolean
}

interface Grading {
  LONGEST_TEXT: number
  readResponse: (item: GradableItem, value: unknown) => unknown
  isGraded: (item: GradableItem) => boolean
  points: (item: GradableItem, response: unknown, partial: readonly PartialType[]) => number
  fillsBlank: (item: GradableItem, blank: number, typed: string) => boolean
  comparable: (text: string, exact: boolean) => string
  reaches: (points: number, maxPoints: number, passMark: number) => boolean
  shuffled: <T>(list: readonly T[], seed: number) => T[]
  hashText: (text: string) => number
  drawn: <T>(entries: readonly T[], pool: { draw: number, strata?: readonly { objective: string, draw: number }[] } | undefined, seed: number, stratumOf: (entry: T) => string | undefined) => T[]
}

/** The functions of h5p/grading.js: what the content type computes in a browser, the server computes with the same lines. */
export const grading = (globalThis as unknown as { Lectern: { grading: Grading } }).Lectern.grading
