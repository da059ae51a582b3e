import type { PageWords } from './en.ts'
import { pageEn } from './en.ts'
import { pageEs } from './es.ts'

/** Every language of the pages without credit is complete, too. */
export const pageLanguages: Readonly<Record<string, PageWords>> = { en: pageEn, es: pageEs }
