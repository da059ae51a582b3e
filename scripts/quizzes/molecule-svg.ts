import type { MoleculeDrawing } from '../course/molecules.ts'
import { ATOM_SIZE, shapeMolecule } from '../../lib/charts/molecule-geometry.ts'
import { escapeHtml } from '../html/escape-html.ts'

const BOND_LENGTH = 46

/** A structure as a picture of its own: ink on white, because it stands outside the deck's colours. */
export function moleculeSvg(drawing: MoleculeDrawing): string {
  const { width, height, bonds, labels } = shapeMolecule(drawing, BOND_LENGTH)
  const lines = bonds.map(bond => `<path d="${bond.path}" ${bond.filled ? 'fill="#16212a"' : 'fill="none"'} stroke="#16212a" stroke-width="${bond.filled ? 1 : 2.4}" stroke-linecap="round" stroke-linejoin="round"/>`)
  const words = labels.map(({ x, y, parts }) => `<text x="${x}" y="${y}" font-family="Inter,Arial,Helvetica,sans-serif" font-weight="600" font-size="${ATOM_SIZE}" fill="#16212a">${parts.map(part => part.kind === 'text' ? escapeHtml(part.text) : `<tspan font-size="${Math.round(ATOM_SIZE * 0.7)}" dy="${part.kind === 'subscript' ? 4 : -8}">${escapeHtml(part.text)}</tspan><tspan dy="${part.kind === 'subscript' ? -4 : 8}">\u200B</tspan>`).join('')}</text>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="#fff"/>${[...lines, ...words].join('')}</svg>`
}
