import type { Json } from '../ledger/canonical-json.ts'
import type { Command } from './command.ts'
import type { Surroundings } from './decide.ts'
import type { JourneyEventKind } from './journey-event.ts'
import { canonicalJson } from '../ledger/canonical-json.ts'

const RECORDED_AS: Record<Command['kind'], JourneyEventKind> = {
  'acknowledge': 'acknowledged',
  'answer-pre-test': 'pre-test-answered',
  'finish-pre-test': 'pre-test-finished',
  'progress': 'lecture-progressed',
  'start-attempt': 'attempt-started',
  'answer': 'answered',
  'submit-attempt': 'attempt-submitted',
  'evaluate': 'evaluated',
  'claim': 'claimed',
}

/**
 * True when a record can be what this command made: a request that comes again was carried out, and one that asks for something
 * else under the same idempotency key was not, and must not be told that it was. Of a record whose body was erased the kind says it.
 */
export function madeBy(command: Command, { kind, body }: { kind: string, body: Json | undefined }, { readResponse }: Pick<Surroundings, 'readResponse'>): boolean {
  if (kind !== RECORDED_AS[command.kind])
    return false
  if (body === undefined)
    return true
  const recorded = body as { [key: string]: Json }
  const equals = (asked: Json | undefined, name: string) => asked !== undefined && canonicalJson(asked) === canonicalJson(recorded[name]!)
  // A page of an earlier release does not say which attempt it means.
  const meant = (attempt: number | undefined) => attempt === undefined || attempt === recorded.attempt
  switch (command.kind) {
    case 'acknowledge':
      return equals(command.frontMatter, 'frontMatter')
    case 'answer-pre-test':
      return equals(command.item, 'item') && equals(readResponse('pre-test', command.item, command.response), 'response')
    case 'answer':
      return meant(command.attempt) && equals(command.item, 'item') && equals(readResponse('post-test', command.item, command.response), 'response')
    case 'submit-attempt':
      return meant(command.attempt)
    case 'progress':
      // Recorded is what was new of it.
      return (recorded.slides as number[]).every(slide => command.slides.includes(slide)) && (recorded.seconds as number) <= command.seconds
    case 'evaluate':
      return equals(Object.fromEntries(Object.entries(command.responses).flatMap(([item, response]) => {
        const value = readResponse('evaluation', item, response)
        return value === undefined ? [] : [[item, value]]
      })), 'responses')
    case 'claim':
      return equals(command.credits, 'credits')
    case 'finish-pre-test':
    case 'start-attempt':
      return true
  }
}
