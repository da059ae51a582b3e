/*
 * What the rules of `lectern check` find in the corpus of tests/check/corpus, by family.
 * node tests/bench/check-corpus.ts
 */
import type { Measured } from '../check/corpus/measure-corpus.ts'
import { measureCorpus, precisionAndRecall } from '../check/corpus/measure-corpus.ts'
import { corpusFamilies, parts } from '../check/corpus/read-corpus.ts'
import { table } from './table.ts'

const measured: Measured[] = []
for (const part of parts) {
  for (const family of corpusFamilies)
    measured.push(await measureCorpus(part, family))
}

function row(name: string, some: readonly Measured[]): (string | number)[] {
  const sum = (key: 'mustFire' | 'found' | 'mustNotFire' | 'falseAlarms') => some.reduce((total, one) => total + one[key], 0)
  const total = { mustFire: sum('mustFire'), found: sum('found'), mustNotFire: sum('mustNotFire'), falseAlarms: sum('falseAlarms') }
  const { precision, recall } = precisionAndRecall(total)
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`
  return [name, `${total.found} of ${total.mustFire}`, `${total.falseAlarms} of ${total.mustNotFire}`, percent(precision), percent(recall)]
}

console.log(table([
  ['family', 'found, of those that must be', 'false alarms, of look-alikes', 'precision', 'recall'],
  ...corpusFamilies.map(family => row(family, measured.filter(one => one.family === family))),
  row('all', measured),
]))
console.log('\nThe same by part of the corpus:\n')
console.log(table([
  ['part', 'found, of those that must be', 'false alarms, of look-alikes', 'precision', 'recall'],
  ...parts.map(part => row(part, measured.filter(one => one.part === part))),
]))
