import { Molecule } from 'openchemlib'
import { describe, expect, it } from 'vitest'
import { moleculeKey, readMoleculeAttributes } from '../../scripts/course/molecule-key.ts'
import { drawMolecule, formulaProblem, mirrorSmiles } from '../../scripts/course/molecules.ts'

const oxymorphone = 'CN1CC[C@]23[C@@H]4C(=O)CC[C@]2([C@H]1CC5=C3C(=C(C=C5)O)O4)O'
const naltrexone = 'C1CC1CN2CC[C@]34[C@@H]5C(=O)CC[C@]3([C@H]2CC6=C4C(=C(C=C6)O)O5)O'
const naloxone = 'C=CCN1CC[C@]23[C@@H]4C(=O)CC[C@]2([C@H]1CC5=C3C(=C(C=C5)O)O4)O'

/** R or S of every stereocentre in the order of the SMILES' atoms. */
function configuration(smiles: string): string[] {
  const molecule = Molecule.fromSmiles(smiles)
  molecule.ensureHelperArrays(Molecule.cHelperCIP)
  return Array.from({ length: molecule.getAllAtoms() }, (_, atom) => atom)
    .filter(atom => molecule.isAtomStereoCenter(atom))
    .map(atom => molecule.getAtomCIPParity(atom) === Molecule.cAtomCIPParityRorM ? 'R' : 'S')
}

describe('drawMolecule', () => {
  it.each([
    ['oxymorphone', oxymorphone, 'C17H19NO4', 301.34],
    ['naltrexone', naltrexone, 'C20H23NO4', 341.41],
    ['naloxone', naloxone, 'C19H21NO4', 327.38],
    ['ethanol', 'CCO', 'C2H6O', 46.07],
    ['aspirin', 'CC(=O)Oc1ccccc1C(=O)O', 'C9H8O4', 180.16],
    ['nitrous oxide, with charges', '[N-]=[N+]=O', 'N2O', 44.01],
  ])('gives %s its formula and mass', (_, smiles, formula, mass) => {
    const drawing = drawMolecule(smiles)
    expect(drawing.formula).toBe(formula)
    expect(drawing.mass).toBeCloseTo(mass, 1)
    expect(drawing.atoms.every(({ x, y }) => x >= 0 && y >= 0 && x <= drawing.width && y <= drawing.height)).toBe(true)
  })

  it('has bonds of about length 1, and no two atoms in one place', () => {
    const { atoms, bonds } = drawMolecule(naltrexone)
    for (const { from, to } of bonds) {
      const length = Math.hypot(atoms[from]!.x - atoms[to]!.x, atoms[from]!.y - atoms[to]!.y)
      expect(length).toBeGreaterThan(0.8)
      expect(length).toBeLessThan(1.4)
    }
    for (const [index, a] of atoms.entries()) {
      for (const b of atoms.slice(index + 1))
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(0.5)
    }
  })

  it('shows all four stereocentres of naltrexone, and the bridge passes in front of one bond', () => {
    const { bonds } = drawMolecule(naltrexone)
    expect(bonds.filter(({ stereo }) => stereo)).toHaveLength(4)
    expect(bonds.filter(({ gap }) => gap)).toHaveLength(1)
  })

  it('draws an aromatic ring with the second lines inside it', () => {
    const { bonds } = drawMolecule('c1ccccc1')
    expect(bonds.filter(({ order }) => order === 2)).toHaveLength(3)
    expect(bonds.filter(({ order }) => order === 2).every(({ side, aromatic }) => side !== 0 && aromatic)).toBe(true)
  })

  it('takes over the orientation of the molecule it is aligned to', () => {
    const template = drawMolecule(oxymorphone)
    const aligned = drawMolecule(naltrexone, { alignTo: oxymorphone })
    // The same shape: the vectors from nitrogen to the carbonyl oxygen are equal.
    const vector = ({ atoms, bonds }: typeof template) => {
      const nitrogen = atoms.find(({ element }) => element === 'N')!
      const carbonyl = bonds.find(({ from, to, order }) => order === 2 && [from, to].some(index => atoms[index]!.element === 'O'))!
      const oxygen = atoms[atoms[carbonyl.from]!.element === 'O' ? carbonyl.from : carbonyl.to]!
      return [oxygen.x - nitrogen.x, oxygen.y - nitrogen.y]
    }
    expect(vector(aligned)[0]).toBeCloseTo(vector(template)[0]!, 1)
    expect(vector(aligned)[1]).toBeCloseTo(vector(template)[1]!, 1)
  })

  it('finds the atoms that differ: the methylene and the ring on the nitrogen, or the methyl', () => {
    expect(drawMolecule(naltrexone, { alignTo: oxymorphone }).differs).toEqual([0, 1, 2, 3])
    expect(drawMolecule(oxymorphone, { alignTo: naltrexone }).differs).toEqual([0])
    expect(drawMolecule(naltrexone, { alignTo: naltrexone }).differs).toEqual([])
    expect(drawMolecule(naltrexone).differs).toEqual([])
  })

  it('draws the mirror image with the opposite configuration and the same formula', () => {
    const drawing = drawMolecule(naltrexone)
    const mirrored = drawMolecule(naltrexone, { mirror: true })
    expect(mirrored.formula).toBe(drawing.formula)
    expect(mirrored.smiles).toBe(mirrorSmiles(naltrexone))
    expect(mirrored.atoms.map(({ x }) => x)).toEqual(drawing.atoms.map(({ x }) => expect.closeTo(drawing.width - x, 2)))
    expect(mirrored.bonds.map(({ stereo }) => stereo)).toEqual(drawing.bonds.map(({ stereo }) => stereo))

    const opposite = { R: 'S', S: 'R' } as Record<string, string>
    expect(configuration(naltrexone)).toHaveLength(4)
    expect(configuration(mirrored.smiles)).toEqual(configuration(naltrexone).map(letter => opposite[letter]))
  })

  it.each([
    ['C1CC', /"C1CC" cannot be read: dangling ring closure/],
    ['naltrexone', /"naltrexone" cannot be read/],
    ['CC(', /"CC\(" cannot be read: its brackets do not match/],
    ['  ', /SMILES is empty/],
  ])('says of the SMILES "%s" that it cannot be read', (smiles, message) => {
    expect(() => drawMolecule(smiles)).toThrow(message)
    expect(() => drawMolecule(naltrexone, { alignTo: smiles })).toThrow(message)
  })
})

describe('mirrorSmiles', () => {
  it('swaps every mark, and back again', () => {
    expect(mirrorSmiles('N[C@@H](C)[C@H](O)C')).toBe('N[C@H](C)[C@@H](O)C')
    expect(mirrorSmiles(mirrorSmiles(naltrexone))).toBe(naltrexone)
  })
})

describe('formulaProblem', () => {
  it('is silent on the right formula and on none', () => {
    expect(formulaProblem(drawMolecule(naltrexone), 'C20H23NO4')).toBeUndefined()
    expect(formulaProblem(drawMolecule(naltrexone), undefined)).toBeUndefined()
  })

  it('says what the structure is when the formula is wrong', () => {
    expect(formulaProblem(drawMolecule(naltrexone), 'C20H23NO5')).toMatch(/is C20H23NO4, not C20H23NO5/)
  })
})

describe('readMoleculeAttributes', () => {
  it.each([
    [{ smiles: ' CCO ' }, { smiles: 'CCO', mirror: false }, 'CCO'],
    [{ smiles: 'CCO', mirror: '' }, { smiles: 'CCO', mirror: true }, 'CCO|mirror'],
    [{ 'smiles': 'CCO', ':mirror': 'false' }, { smiles: 'CCO', mirror: false }, 'CCO'],
    [{ 'smiles': 'CCO', 'align-to': 'CO', 'formula': 'C2H6O' }, { smiles: 'CCO', alignTo: 'CO', mirror: false, formula: 'C2H6O' }, 'CCO|align-to=CO'],
  ] as const)('reads %j', (attributes, request, key) => {
    const read = readMoleculeAttributes(attributes as Record<string, string>)
    expect(read).toEqual(request)
    expect(moleculeKey(read!)).toBe(key)
  })

  it('gives nothing without a SMILES', () => {
    expect(readMoleculeAttributes({ name: 'Ethanol' })).toBeUndefined()
  })
})
