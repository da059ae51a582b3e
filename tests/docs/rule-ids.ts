import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { kitRoot } from '../../scripts/kit.ts'

/** Folders whose code reports problems. */
const FOLDERS = ['scripts/course', 'scripts/check', 'scripts/quizzes']

/** Every rule that a check can report, as the code names it, in alphabetical order. */
export async function ruleIds(): Promise<string[]> {
  const ids = new Set<string>()
  const files = (await Promise.all(FOLDERS.map(async folder => (await readdir(join(kitRoot, folder), { recursive: true })).map(name => join(kitRoot, folder, name)))))
    .flat()
    // What an H5P host would refuse ends a build; it is no finding of a check.
    .filter(file => file.endsWith('.ts') && !/\/(?:validate-h5p|read-zip)\.ts$/.test(file))
  const sources = await Promise.all(files.map(async file => ({ file, text: await readFile(file, 'utf8') })))

  for (const { file, text } of sources) {
    // Quizzes report through a report that puts "quizzes-" before the rule.
    const prefix = /\/scripts\/quizzes\//.test(file) ? 'quizzes-' : ''
    add(text, /\brule: '([a-z][a-z-]+)'/g)
    add(text, /\b(?:report\.|own\.)error\('([a-z][a-z-]+)'/g, 'quizzes-')
    add(text, /(?<![.\w])(?:error|report|problem|finding)\('([a-z][a-z-]+)'/g, prefix)
    if (file.includes('/check/rules/'))
      add(text, /^ {2}id: '([a-z][a-z-]+)'/gm)
  }

  // Files in YAML share their rules, each with the name of the file before it; only course.yaml must be there.
  const all = sources.map(({ text }) => text).join('\n')
  const shared = [...all.matchAll(/rule: `\$\{rulePrefix\}-([a-z-]+)`|`\$\{rulePrefix\}-([a-z-]+)` : `\$\{rulePrefix\}-([a-z-]+)`/g)].flatMap(match => match.slice(1).filter(Boolean))
  for (const [, name] of all.matchAll(/readYamlFile<\w+(?:\[\])?>\([^)]*'(\w+)'\)/g))
    shared.filter(rule => rule !== 'missing-file' || name === 'course').forEach(rule => ids.add(`${name}-${rule}`))
  for (const [, name] of all.matchAll(/parseYaml<\w+>\([^)]*'(\w+)'\)/g))
    shared.filter(rule => rule !== 'missing-file').forEach(rule => ids.add(`${name}-${rule}`))
  for (const [, name] of all.matchAll(/duplicates\([^\n]*?'(course|studies|pathways)\.yaml'/g))
    ids.add(`${name}-duplicate-id`)
  return [...ids].sort()

  function add(text: string, pattern: RegExp, prefix = '') {
    for (const [, id] of text.matchAll(pattern))
      ids.add(`${prefix}${id}`)
  }
}
