import { describe, expect, it } from 'vitest'
import { orientations, papers } from '../../../scripts/course/handout-settings.ts'
import { sheetSize } from '../../../scripts/handouts/handout-options.ts'
import { gridOf, imposedLayouts } from '../../../scripts/handouts/imposition/grid.ts'

const sheets = imposedLayouts.flatMap(layout => papers.flatMap(paper => orientations.flatMap(orientation => [980 / 552, 4 / 3].map(aspect => ({ layout, paper, orientation, aspect })))))

describe.each(sheets)('$layout on $paper, $orientation, slides $aspect', ({ layout, paper, orientation, aspect }) => {
  const grid = gridOf(layout, paper, orientation, aspect)

  it('has a cell for each slide, in the slide\'s own proportions', () => {
    expect(grid.cells).toHaveLength(Number.parseInt(layout))
    for (const { width, height } of grid.cells)
      expect(width / height).toBeCloseTo(aspect)
    expect([grid.width, grid.height]).toEqual(sheetSize(paper, orientation))
  })

  it('keeps half an inch to the sides, and the slides between running head and folio', () => {
    for (const { left, bottom, width, height } of grid.cells) {
      expect(left).toBeGreaterThanOrEqual(36 - 1e-9)
      expect(left + width).toBeLessThanOrEqual(grid.width - 36 + 1e-9)
      expect(bottom).toBeGreaterThan(grid.foot)
      expect(bottom + height).toBeLessThan(grid.head)
    }
    expect(grid.left).toBeCloseTo(Math.min(...grid.cells.map(({ left }) => left)))
    expect(grid.right).toBeCloseTo(Math.max(...grid.cells.map(({ left, width }) => left + width)))
  })

  it('goes row by row, and leaves room for a number under each slide', () => {
    grid.cells.slice(1).forEach((cell, index) => {
      const before = grid.cells[index]!
      if (cell.bottom === before.bottom)
        expect(cell.left).toBeGreaterThan(before.left + before.width)
      else
        expect(cell.bottom + cell.height).toBeLessThanOrEqual(before.bottom - 12)
    })
  })
})

it.each([['2up', 'portrait'], ['4up', 'landscape'], ['6up', 'portrait'], ['9up', 'landscape']] as const)('%s lies %s when nobody says', (layout, orientation) => {
  expect(gridOf(layout, 'a4', undefined, 16 / 9)).toEqual(gridOf(layout, 'a4', orientation, 16 / 9))
})
