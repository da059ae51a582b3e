import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shuffleLines } from '../../server/reports/shuffle-lines.ts'

async function shuffle(count: number, atOnce: number): Promise<{ lines: number[], largest: number }> {
  async function* lines() {
    for (let line = 0; line < count; line++)
      yield line
  }
  const blocks: number[][] = []
  for await (const block of shuffleLines(lines(), atOnce))
    blocks.push(block)
  return { lines: blocks.flat(), largest: Math.max(...blocks.map(({ length }) => length)) }
}

describe('lines without an order', () => {
  it('are all there, once, some at a time', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 20 }), async (count, atOnce) => {
      const { lines, largest } = await shuffle(count, atOnce)
      expect(lines.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index))
      expect(largest).toBeLessThanOrEqual(atOnce * 2)
    }))
  })

  it.each([8, 21, 41])('of %i, neither the first nor the last is known to be of somebody', async (count) => {
    const ends = await Promise.all(Array.from({ length: 60 }, async () => {
      const { lines } = await shuffle(count, 10)
      return [lines[0], lines.at(-1)]
    }))
    expect(new Set(ends.map(([first]) => first)).size).toBeGreaterThan(3)
    expect(new Set(ends.map(([, last]) => last)).size).toBeGreaterThan(3)
  })
})
