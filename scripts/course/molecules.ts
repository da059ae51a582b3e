import type { MoleculeCore } from './molecule-cores.ts'
import { MCS, Molecule, SSSearcher } from 'openchemlib'
import { moleculeCores } from './molecule-cores.ts'

export interface MoleculeAtom { x: number, y: number, element: string, hydrogens: number, charge: number }

export interface MoleculeBond {
  from: number
  to: number
  order: 1 | 2 | 3
  /** A wedge points towards the viewer, a hash away from the viewer; the narrow end is at `from`. */
  stereo?: 'wedge' | 'hash'
  aromatic: boolean
  /** Where the second line of a double bond goes, seen from `from` to `to`; 0: both lines beside the axis. */
  side: -1 | 0 | 1
  /** Fractions of the bond between which another bond passes in front of it. */
  gap?: [number, number]
}

/** A structure computed from SMILES: coordinates in bond lengths (bond length = 1), y downwards, from 0. */
export interface MoleculeDrawing {
  smiles: string
  /** Hill order, for example C20H23NO4. */
  formula: string
  /** Relative molecular mass in g/mol. */
  mass: number
  atoms: MoleculeAtom[]
  bonds: MoleculeBond[]
  /** Indices of atoms that the template has not, or has with other neighbours or hydrogens; empty without a template. */
  differs: number[]
  width: number
  height: number
}

export interface DrawMoleculeOptions {
  /** SMILES of a molecule whose orientation is taken over for the part that both share. */
  alignTo?: string
  /** Draw the enantiomer of the SMILES, as the mirror image of its drawing. */
  mirror?: boolean
}

/** Half the gap in a bond that passes behind another, in bond lengths. */
const HALF_GAP = 0.13

/** Swaps every tetrahedral mark, which gives the enantiomer's SMILES. */
export function mirrorSmiles(smiles: string): string {
  return smiles.replace(/@@?/g, mark => mark === '@' ? '@@' : '@')
}

/**
 * Computes a two-dimensional structure and reads it back: a drawing that does not show the very stereoisomer of the
 * SMILES is refused.
 * @throws Error when a SMILES cannot be read, or when the drawing cannot show its stereochemistry.
 */
export function drawMolecule(smiles: string, { alignTo, mirror = false }: DrawMoleculeOptions = {}): MoleculeDrawing {
  const molecule = readSmiles(smiles)
  const front = layOut(molecule)
  let differs: number[] = []
  if (alignTo !== undefined) {
    const template = readSmiles(alignTo)
    layOut(template)
    differs = align(molecule, template)
  }
  if (mirror) {
    for (let atom = 0; atom < molecule.getAllAtoms(); atom++)
      molecule.setAtomX(atom, -molecule.getAtomX(atom))
  }

  const { atoms, width, height } = readAtoms(molecule)
  const bonds = readBonds(molecule, atoms, front)
  const drawn = mirror ? mirrorSmiles(smiles) : smiles
  const { formula, relativeWeight } = molecule.getMolecularFormula()
  const drawing: MoleculeDrawing = { smiles: drawn, formula, mass: relativeWeight, atoms, bonds, differs, width, height }
  if (stereoisomer(readBack(drawing)) !== stereoisomer(readSmiles(drawn)))
    throw new Error(`The stereochemistry of the SMILES "${drawn}" cannot be shown in its drawing.`)
  return drawing
}

/** Says what is wrong with a formula written on a slide; undefined when it agrees with the drawing or is not given. */
export function formulaProblem(drawing: MoleculeDrawing, formula: string | undefined): string | undefined {
  return formula === undefined || formula === drawing.formula
    ? undefined
    : `The SMILES "${drawing.smiles}" is ${drawing.formula}, not ${formula}.`
}

function readSmiles(smiles: string): Molecule {
  if (!smiles.trim())
    throw new Error('The SMILES is empty.')
  let molecule: Molecule
  try {
    molecule = Molecule.fromSmiles(smiles)
  }
  catch (error) {
    const reason = String(error).replace(/^.*SmilesParser: /, '').replace(/[.;] ?position:(\d+)/i, ' at character $1')
    throw new Error(`The SMILES "${smiles}" cannot be read: ${reason}.`, { cause: error })
  }
  if ((smiles.match(/\(/g)?.length ?? 0) !== (smiles.match(/\)/g)?.length ?? 0))
    throw new Error(`The SMILES "${smiles}" cannot be read: its brackets do not match.`)
  molecule.ensureHelperArrays(Molecule.cHelperCIP)
  return molecule
}

/** Gives coordinates to a molecule; a ring system with a layout of its own gets that one. Returns bonds in front. */
function layOut(molecule: Molecule): [number, number][] {
  for (const core of moleculeCores) {
    const match = findSubstructure(Molecule.fromSmiles(core.smiles), molecule)
    if (match) {
      placeAtoms(molecule, match.map((atom, index) => [atom, ...core.coordinates[index]!]))
      return frontBonds(core, match)
    }
  }
  const length = molecule.getAverageBondLength(true)
  if (length > 0)
    placeAtoms(molecule, allAtoms(molecule).map(atom => [atom, molecule.getAtomX(atom) / length, molecule.getAtomY(atom) / length]))
  return []
}

function frontBonds(core: MoleculeCore, match: number[]): [number, number][] {
  return core.front.map(([a, b]) => [match[a]!, match[b]!])
}

/** Moves the shared part of a molecule onto its template. Returns the atoms that differ from it. */
function align(molecule: Molecule, template: Molecule): number[] {
  const shared = commonSubstructure(molecule, template)
  const inMolecule = shared && findSubstructure(shared, molecule)
  const inTemplate = shared && findSubstructure(shared, template)
  if (!inMolecule || !inTemplate)
    return allAtoms(molecule)
  placeAtoms(molecule, inMolecule.map((atom, index) => {
    const model = inTemplate[index]!
    return [atom, template.getAtomX(model), template.getAtomY(model)]
  }))
  const counterpart = new Map(inMolecule.map((atom, index) => [atom, inTemplate[index]!]))
  return allAtoms(molecule).filter((atom) => {
    const model = counterpart.get(atom)
    return model === undefined
      || molecule.getAllHydrogens(atom) !== template.getAllHydrogens(model)
      || molecule.getConnAtoms(atom) !== template.getConnAtoms(model)
  })
}

function commonSubstructure(molecule: Molecule, template: Molecule): Molecule | null {
  const [larger, smaller] = molecule.getAllBonds() >= template.getAllBonds() ? [molecule, template] : [template, molecule]
  const search = new MCS({ ringMatchMode: 'keepRings' })
  search.set(withoutStereo(larger), withoutStereo(smaller))
  return search.getMCS()
}

/** Atoms of the molecule in the order of the fragment's atoms. */
function findSubstructure(fragment: Molecule, molecule: Molecule): number[] | undefined {
  const query = withoutStereo(fragment)
  query.setFragment(true)
  const search = new SSSearcher()
  search.setMol(query, withoutStereo(molecule))
  return search.findFragmentInMolecule({ countMode: 'firstMatch' }) ? search.getMatchList()[0] : undefined
}

function withoutStereo(molecule: Molecule): Molecule {
  const copy = molecule.getCompactCopy()
  copy.stripStereoInformation()
  return copy
}

/** Puts some atoms where they belong and lays out the others around them; wedges follow the stereo parities. */
function placeAtoms(molecule: Molecule, places: [atom: number, x: number, y: number][]): void {
  for (const atom of allAtoms(molecule))
    molecule.setAtomMarker(atom, false)
  for (const [atom, x, y] of places) {
    molecule.setAtomX(atom, x)
    molecule.setAtomY(atom, y)
    molecule.setAtomMarker(atom, true)
  }
  if (places.length < molecule.getAllAtoms())
    molecule.inventCoordinates({ keepMarkedAtomCoordinates: true })
  molecule.setStereoBondsFromParity()
}

function allAtoms(molecule: Molecule): number[] {
  return Array.from({ length: molecule.getAllAtoms() }, (_, atom) => atom)
}

function readAtoms(molecule: Molecule): { atoms: MoleculeAtom[], width: number, height: number } {
  const indices = allAtoms(molecule)
  const xs = indices.map(atom => molecule.getAtomX(atom))
  const ys = indices.map(atom => molecule.getAtomY(atom))
  const left = Math.min(...xs)
  const top = Math.min(...ys)
  return {
    atoms: indices.map(atom => ({
      x: round(xs[atom]! - left),
      y: round(ys[atom]! - top),
      element: molecule.getAtomLabel(atom),
      hydrogens: molecule.getAllHydrogens(atom),
      charge: molecule.getAtomCharge(atom),
    })),
    width: round(Math.max(...xs) - left),
    height: round(Math.max(...ys) - top),
  }
}

function readBonds(molecule: Molecule, atoms: MoleculeAtom[], front: [number, number][]): MoleculeBond[] {
  const rings = readRings(molecule)
  return Array.from({ length: molecule.getAllBonds() }, (_, index) => {
    const from = molecule.getBondAtom(0, index)
    const to = molecule.getBondAtom(1, index)
    const type = molecule.getBondType(index)
    const order = Math.min(3, Math.max(1, molecule.getBondOrder(index))) as 1 | 2 | 3
    const gap = front.map(([a, b]) => crossing(atoms, from, to, a, b)).find(Boolean)
    return {
      from,
      to,
      order,
      ...type === Molecule.cBondTypeUp && { stereo: 'wedge' as const },
      ...type === Molecule.cBondTypeDown && { stereo: 'hash' as const },
      aromatic: molecule.isAromaticBond(index),
      side: order === 2 ? doubleBondSide(atoms, rings, from, to) : 0,
      ...gap && { gap },
    }
  })
}

function readRings(molecule: Molecule): { atoms: number[], aromatic: boolean }[] {
  const rings = molecule.getRingSet()
  return Array.from({ length: rings.getSize() }, (_, ring) => ({ atoms: rings.getRingAtoms(ring), aromatic: rings.isAromatic(ring) }))
    .sort((a, b) => Number(b.aromatic) - Number(a.aromatic) || a.atoms.length - b.atoms.length)
}

/** The second line stands inside the ring, an aromatic ring before others. */
function doubleBondSide(atoms: MoleculeAtom[], rings: { atoms: number[] }[], from: number, to: number): -1 | 0 | 1 {
  const ring = rings.find(ring => ring.atoms.includes(from) && ring.atoms.includes(to))
  if (!ring)
    return 0
  const a = atoms[from]!
  const b = atoms[to]!
  const middle = ring.atoms.reduce((sum, atom) => ({ x: sum.x + atoms[atom]!.x, y: sum.y + atoms[atom]!.y }), { x: 0, y: 0 })
  const cross = (b.x - a.x) * (middle.y / ring.atoms.length - a.y) - (b.y - a.y) * (middle.x / ring.atoms.length - a.x)
  return cross > 0 ? 1 : -1
}

/** Where on bond a–b the bond c–d crosses it, with room on either side; undefined when they do not cross. */
function crossing(atoms: MoleculeAtom[], from: number, to: number, over: number, overTo: number): [number, number] | undefined {
  if (new Set([from, to, over, overTo]).size < 4)
    return undefined
  const [a, b, c, d] = [from, to, over, overTo].map(index => atoms[index]!) as [MoleculeAtom, MoleculeAtom, MoleculeAtom, MoleculeAtom]
  const denominator = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
  if (Math.abs(denominator) < 1e-6)
    return undefined
  const onBond = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / denominator
  const onOver = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / denominator
  if (onBond <= 0 || onBond >= 1 || onOver <= 0 || onOver >= 1)
    return undefined
  const half = HALF_GAP / Math.hypot(b.x - a.x, b.y - a.y)
  return [round(onBond - half), round(onBond + half)]
}

/** A molecule made of nothing but what the drawing shows. */
function readBack(drawing: MoleculeDrawing): Molecule {
  const molecule = new Molecule(drawing.atoms.length, drawing.bonds.length)
  for (const { x, y, element, charge } of drawing.atoms) {
    const atom = molecule.addAtom(Molecule.getAtomicNoFromLabel(element))
    molecule.setAtomX(atom, x)
    molecule.setAtomY(atom, y)
    molecule.setAtomCharge(atom, charge)
  }
  const simple = [Molecule.cBondTypeSingle, Molecule.cBondTypeDouble, Molecule.cBondTypeTriple]
  for (const { from, to, order, stereo } of drawing.bonds) {
    const bond = molecule.addBond(from, to)
    molecule.setBondType(bond, stereo === 'wedge'
      ? Molecule.cBondTypeUp
      : stereo === 'hash' ? Molecule.cBondTypeDown : simple[order - 1]!)
  }
  molecule.setChirality(Molecule.cChiralityKnownEnantiomer)
  molecule.ensureHelperArrays(Molecule.cHelperCIP)
  return molecule
}

/** Canonical text of a molecule with its stereocentres: equal for equal stereoisomers. */
function stereoisomer(molecule: Molecule): string {
  return molecule.toIsomericSmiles()
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
