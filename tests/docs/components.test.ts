import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { collectMolecules } from '../../scripts/course/collect-molecules.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { writeProject } from '../support/temporary-project.ts'
import { componentProps } from './component-props.ts'

const page = await readFile(join(kitRoot, 'docs/components.md'), 'utf8')
const names = (await readdir(join(kitRoot, 'components'))).filter(file => file.endsWith('.vue')).map(file => basename(file, '.vue'))
const sections = new Map(page.split(/^### /m).slice(1).map(section => [section.slice(0, section.indexOf('\n')), section]))
const parts = page.slice(page.indexOf('## Parts of the others'))

describe('docs/components.md', () => {
  it('has every component of the kit and no other', () => {
    const inner = names.filter(name => parts.includes(`\`${name}\``))
    expect([...sections.keys(), ...inner].toSorted()).toEqual(names.toSorted())
  })

  it.each([...sections])('lists the props of %s as they are in its code', async (name, section) => {
    const listed = [...section.matchAll(/^\| (`[^|]+)\| [^|]*\| ([^|]*)\|/gm)].flatMap(([, cell, needed]) => [...cell!.matchAll(/`([a-z-]+)`/g)].map(([, prop]) => ({ prop, isNeeded: needed!.trim() === 'yes' })))
    const props = await componentProps(name)
    expect(listed.map(each => each.prop).toSorted()).toEqual(props.map(each => each.name).toSorted())
    expect(listed.filter(each => each.isNeeded).map(each => each.prop).toSorted()).toEqual(props.filter(each => each.needed).map(each => each.name).toSorted())
  })

  it('has an example of every component that works with the gallery\'s data', async () => {
    const examples = [...sections].map(([name, section]) => {
      const example = [...section.matchAll(/^```markdown\n([\s\S]*?)^```$/gm)].map(([, text]) => text!).join('\n')
      expect(example, name).toMatch(name === 'Cite' ? /\[@/ : `<${name}`)
      return `---\nadded: editors\nminutes: 1\n---\n\n# ${name}\n\n${example}`
    })
    const gallery = join(kitRoot, 'slides/gallery')
    const files = await Promise.all(['course.yaml', 'studies.yaml', 'pathways.yaml', 'references.bib'].map(async file => [`slides/examples/${file}`, await readFile(join(gallery, file), 'utf8')]))
    const project = await writeProject({ ...Object.fromEntries(files), 'slides/examples/slides.md': examples.join('\n') })
    const [place] = await findCourses(project, ['examples'])
    const { course, problems } = await loadCourse(place!)
    expect(problems.filter(({ rule }) => rule !== 'course-timing').map(({ line, message }) => `${line}: ${message}`)).toEqual([])
    expect((await collectMolecules(course!.slides)).problems).toEqual([])
    for (const { name, attributes } of course!.slides.flatMap(slide => slide.markup.elements).filter(({ name }) => names.includes(name))) {
      const props = (await componentProps(name)).map(prop => prop.name)
      expect(Object.keys(attributes).map(attribute => attribute.replace(/^:/, '')).filter(attribute => !props.includes(attribute)), name).toEqual([])
    }
  })
})
