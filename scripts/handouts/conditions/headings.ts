import type { Condition, Violation } from './condition.ts'

/** The first heading is of level 1, and no level is left out on the way down. */
export const headings: Condition = {
  id: 'heading-levels',
  clause: '7.4',
  examine({ elements }) {
    const violations: Omit<Violation, 'condition'>[] = []
    let last = 0
    for (const { type } of elements) {
      const level = /^H([1-6])$/.exec(type)?.[1]
      if (level === undefined)
        continue
      if (Number(level) > last + 1)
        violations.push({ message: last === 0 ? `the first heading is of level ${level}` : `a heading of level ${level} follows one of level ${last}` })
      last = Number(level)
    }
    return violations
  },
}
