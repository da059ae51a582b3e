import type { Finding } from '../course/problem.ts'
import type { Deck, DeckRule, Found, RenderedDeck } from './deck-rule.ts'
import { deckRules } from './deck-rules.ts'

/** The findings that need no browser. */
export function readDeck(deck: Deck): Finding[] {
  return deckRules.flatMap(rule => (rule.read?.(deck) ?? []).map(found => findingOf(rule, found)))
}

/** The findings of a rendered deck. */
export function lookAtDeck(rendered: RenderedDeck): Finding[] {
  return deckRules.flatMap(rule => (rule.look?.(rendered) ?? []).map(found => findingOf(rule, found)))
}

function findingOf({ id, severity }: DeckRule, found: Found): Finding {
  return { ...found, rule: id, severity: found.severity ?? severity }
}
