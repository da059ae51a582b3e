import type { Course } from '../course/course.ts'
import type { Finding, Severity } from '../course/problem.ts'
import type { Slide } from '../course/slide.ts'
import type { MeasuredAccess } from '../slides/measure-access.ts'
import type { MeasuredSlide } from '../slides/measure.ts'
import type { PageMessage, PageRequest } from '../slides/print-page.ts'
import type { CompileError } from '../slides/print-server.ts'
import type { VueReport } from '../slides/vue-reports.ts'
import type { RuleInfo } from './rule.ts'

/** What of a course the rules for slides read. */
export type Deck = Pick<Course, 'place' | 'slides'>

/** A deck as a browser shows it. */
export interface RenderedDeck {
  deck: Deck
  /** For example "http://127.0.0.1:41234". */
  origin: string
  /** All slides as an audience sees them; those in `broken` show an error instead of themselves. */
  measured: MeasuredSlide[]
  /** The same slides as they are printed. */
  measuredInPrint: MeasuredSlide[]
  /** What some people cannot see, or hear in another order. */
  access: MeasuredAccess[]
  /** Numbers of the slides that could not be loaded. */
  broken: number[]
  messages: PageMessage[]
  vueReports: VueReport[]
  compileErrors: CompileError[]
  failedRequests: PageRequest[]
  externalRequests: PageRequest[]
  /** Names of all components that slides can use. */
  components: string[]
}

/** A finding without what its rule already says. */
export type Found = Omit<Finding, 'rule' | 'severity'> & { severity?: Severity }

/** One thing that can be wrong with a slide as a browser shows it, or with how the deck is put together. */
export interface DeckRule extends Pick<RuleInfo, 'id' | 'severity' | 'why' | 'mend'> {
  /** Finds it in the sources, without a browser. */
  read?: (deck: Deck) => Found[]
  /** Finds it in the rendered slides. */
  look?: (rendered: RenderedDeck) => Found[]
}

/** A slide's number by its place in the deck; undefined for numbers that the deck doesn't have. */
export function slideNumbered(deck: Deck, no: number | undefined): Slide | undefined {
  return no === undefined ? undefined : deck.slides[no - 1]
}
