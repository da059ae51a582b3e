import type { MoleculeDrawing } from './molecules.ts'
import type { Problem } from './problem.ts'
import type { Slide } from './slide.ts'
import { moleculeKey, readMoleculeAttributes } from './molecule-key.ts'

/** Structures drawn before: a deck is read over and over while its author types. */
const drawn = new Map<string, MoleculeDrawing>()

/**
 * Computes every structure that slides ask for, by moleculeKey(), and checks the formulas that authors state. Not part of
 * the model: the chemistry takes longer than everything else together.
 */
export async function collectMolecules(slides: readonly Slide[]): Promise<{ drawings: Map<string, MoleculeDrawing>, problems: Problem[] }> {
  const drawings = new Map<string, MoleculeDrawing>()
  const problems: Problem[] = []
  const used = slides.flatMap(slide => slide.markup.elements
    .filter(element => element.name === 'Molecule')
    .map(element => ({ slide, element })))
  if (!used.length)
    return { drawings, problems }

  // The chemistry library is large; decks without structures need not wait for it.
  const { drawMolecule, formulaProblem } = await import('./molecules.ts')
  for (const { slide, element } of used) {
    const report = (rule: string, message: string, mend: string) =>
      problems.push({ rule, severity: 'error', file: slide.file, ...slide.positionOf(element.start), message, mend })
    const request = readMoleculeAttributes(element.attributes)
    if (!request) {
      report('slides-molecule-smiles', '<Molecule> has no smiles="…"; a bound :smiles cannot be drawn.', 'Write the SMILES as plain text.')
      continue
    }
    try {
      const key = moleculeKey(request)
      const drawing = drawn.get(key) ?? drawMolecule(request.smiles, request)
      drawn.set(key, drawing)
      drawings.set(key, drawing)
      const problem = formulaProblem(drawing, request.formula)
      if (problem)
        report('slides-molecule-formula', problem, 'Correct the SMILES or the formula.')
    }
    catch (error) {
      report('slides-molecule-smiles', error instanceof Error ? error.message.split('\n')[0]! : String(error), 'Correct the SMILES.')
    }
  }
  return { drawings, problems }
}
