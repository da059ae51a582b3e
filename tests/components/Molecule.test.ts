import { mount } from '@vue/test-utils'
import course from 'virtual:lectern/course'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import Molecule from '../../components/Molecule.vue'
import { shapeMolecule } from '../../lib/charts/molecule-geometry.ts'
import { moleculeKey } from '../../scripts/course/molecule-key.ts'
import { drawMolecule } from '../../scripts/course/molecules.ts'
import { expectNamedFigure, svgTexts } from './chart-support.ts'

vi.mock('@slidev/client', async () => {
  const { ref } = await import('vue')
  return { useIsSlideActive: () => ref(true) }
})

const oxymorphone = 'CN1CC[C@]23[C@@H]4C(=O)CC[C@]2([C@H]1CC5=C3C(=C(C=C5)O)O4)O'
const naltrexone = 'C1CC1CN2CC[C@]34[C@@H]5C(=O)CC[C@]3([C@H]2CC6=C4C(=C(C=C6)O)O5)O'

beforeAll(() => {
  for (const request of [{ smiles: oxymorphone }, { smiles: naltrexone }, { smiles: naltrexone, alignTo: oxymorphone }, { smiles: naltrexone, mirror: true }])
    course.molecules[moleculeKey(request)] = drawMolecule(request.smiles, request)
})

describe('molecule', () => {
  it('draws every bond, and labels all atoms but carbon', () => {
    const wrapper = mount(Molecule, { props: { name: 'Naltrexone', smiles: naltrexone, formula: 'C20H23NO4' } })
    expect(svgTexts(wrapper).map(text => text.replace(/ /g, '')).sort()).toEqual(['HO', 'N', 'O', 'O', 'OH'])
    expect(wrapper.findAll('path.filled')).toHaveLength(3)
    expect(wrapper.get('figcaption').text()).toContain('Naltrexone C20H23NO4')
    expect(wrapper.findAll('figcaption sub').map(sub => sub.text())).toEqual(['20', '23', '4'])
  })

  it('names the structure with formula, mass and SMILES', () => {
    const { title, description } = expectNamedFigure(mount(Molecule, { props: { name: 'Oxymorphone', smiles: oxymorphone } }))
    expect(title).toBe('Structural formula of Oxymorphone.')
    expect(description).toContain('Formula C17H19NO4, relative molecular mass 301.34.')
    expect(description).toContain(oxymorphone)
  })

  it('highlights the atoms that differ, with words', () => {
    const wrapper = mount(Molecule, { props: { name: 'Naltrexone', smiles: naltrexone, alignTo: oxymorphone, highlight: 'N-substituent' } })
    expect(svgTexts(wrapper)).toContain('N-substituent')
    expect(wrapper.findAll('.bond.differs')).toHaveLength(4)
    expect(wrapper.find('.halo').exists()).toBe(true)
  })

  it('draws the mirror image', () => {
    const wrapper = mount(Molecule, { props: { name: '(+)-Naltrexone', smiles: naltrexone, mirror: true } })
    expect(expectNamedFigure(wrapper).description).toContain('Drawn as the mirror image.')
  })

  it.each([
    [{ name: 'Naltrexone', smiles: naltrexone, formula: 'C20H23NO5' }, /“Naltrexone” is C20H23NO4, not C20H23NO5/],
    [{ name: 'Ethanol', smiles: 'CCO' }, /“Ethanol” was not drawn when the deck was built/],
    [{ name: 'Naltrexone', smiles: naltrexone, highlight: 'ring' }, /nothing to highlight/],
  ])('refuses %j', (props, message) => {
    expect(() => mount(Molecule, { props, global: { config: { warnHandler: () => {} } } })).toThrow(message)
  })
})

describe('shapeMolecule', () => {
  it('keeps labels inside the drawing', () => {
    for (const smiles of [naltrexone, oxymorphone, 'C[N+](C)(C)CCO', 'NCC(=O)O']) {
      const { labels, width, height } = shapeMolecule(drawMolecule(smiles), 46)
      for (const { x, y } of labels) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThan(width)
        expect(y).toBeLessThan(height)
      }
    }
  })

  it('puts the words of a highlight where they cover no atom', () => {
    for (const [smiles, alignTo] of [[naltrexone, oxymorphone], [oxymorphone, naltrexone]] as const) {
      const drawing = drawMolecule(smiles, { alignTo })
      const { highlight, labels } = shapeMolecule(drawing, 46, 'N-substituent')
      for (const { x, y } of labels)
        expect(Math.abs(x - highlight!.x) > 60 || Math.abs(y - highlight!.y) > 16).toBe(true)
    }
  })

  it('writes hydrogens on the free side, as subscripts, and charges raised', () => {
    const glycine = shapeMolecule(drawMolecule('NCC(=O)O'), 46).labels.map(({ parts }) => parts.map(({ text }) => text).join(''))
    expect(glycine.sort()).toEqual(expect.arrayContaining(['O']))
    expect(glycine.some(label => label === 'H2N' || label === 'NH2')).toBe(true)
    const choline = shapeMolecule(drawMolecule('C[N+](C)(C)CCO'), 46).labels.flatMap(({ parts }) => parts)
    expect(choline).toContainEqual({ text: '+', kind: 'superscript' })
    expect(choline).toContainEqual({ text: '3', kind: 'subscript' })
  })
})
