/** A ring system with coordinates set by hand, because computed ones lay its atoms on top of each other. */
export interface MoleculeCore {
  name: string
  /** Ring atoms without stereo marks; coordinates follow the order of its atoms. */
  smiles: string
  /** In bond lengths, y downwards. */
  coordinates: [x: number, y: number][]
  /** Pairs of atoms whose bond passes in front of the bonds that it crosses. */
  front: [number, number][]
}

const SIN60 = Math.sqrt(3) / 2

/**
 * 4,5-Epoxymorphinan (morphine, oxymorphone, naloxone, naltrexone) as textbooks draw it: phenol at the top left,
 * nitrogen at the right, the ethylene bridge from C13 to N passing in front of the bond C9–C10.
 */
const epoxymorphinan: MoleculeCore = {
  name: '4,5-epoxymorphinan',
  smiles: 'N1CCC23C4OC5=C3C(CC1C2CCC4)=CC=C5',
  coordinates: [
    [1.9, 0.52], // N
    [1.38, -0.4], // C16
    [0.16, 0], // C15
    [-SIN60, 0.5], // C13
    [-2 * SIN60, 1], // C5
    [-2.22, 0], // O
    [-2 * SIN60, -1], // C4
    [-SIN60, -0.5], // C12
    [0, -1], // C11
    [SIN60, -0.5], // C10
    [SIN60, 0.5], // C9
    [0, 1], // C14
    [0, 2], // C8
    [-SIN60, 2.5], // C7
    [-2 * SIN60, 2], // C6
    [0, -2], // C1
    [-SIN60, -2.5], // C2
    [-2 * SIN60, -2], // C3
  ],
  front: [[1, 2]],
}

export const moleculeCores: readonly MoleculeCore[] = [epoxymorphinan]
