/** What a `<Molecule>` on a slide asks the course model to draw. */
export interface MoleculeRequest {
  smiles: string
  /** SMILES of the molecule whose orientation is taken over. */
  alignTo?: string
  /** Draw the enantiomer of `smiles` as the mirror image of its drawing. */
  mirror?: boolean
}

/** Key of a drawing in `course.molecules`: the SMILES alone unless it is aligned or mirrored. */
export function moleculeKey({ smiles, alignTo, mirror }: MoleculeRequest): string {
  return [smiles, ...alignTo ? [`align-to=${alignTo}`] : [], ...mirror ? ['mirror'] : []].join('|')
}

/** Reads the attributes of a `<Molecule>` as they stand in the Markdown; undefined when it has no SMILES. */
export function readMoleculeAttributes(attributes: Record<string, string>): MoleculeRequest & { formula?: string } | undefined {
  const smiles = attributes.smiles?.trim()
  if (!smiles)
    return undefined
  const alignTo = (attributes['align-to'] ?? attributes.alignTo)?.trim()
  const bound = attributes[':mirror']
  return {
    smiles,
    ...alignTo && { alignTo },
    mirror: bound === undefined ? 'mirror' in attributes && attributes.mirror !== 'false' : bound.trim() === 'true',
    ...attributes.formula && { formula: attributes.formula.trim() },
  }
}
