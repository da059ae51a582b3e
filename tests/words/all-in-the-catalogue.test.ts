import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { kitRoot } from '../../scripts/kit.ts'
import { wordsInComponent, wordsInScript } from './literal-words.ts'

/** What ships to learners and to the office. `presenter/` is the lecturer's own and speaks English. */
const SHIPPED = ['app/**/*.{vue,ts}', 'components/**/*.{vue,ts}', 'layouts/**/*.vue', 'lib/**/*.ts', 'reader/**/*.{vue,ts}', 'custom-nav-controls.vue']

/** Names, exact wordings that must not be translated, and what is typed by machines; each with its file. */
const ALLOWED: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  // The accreditors' own wordings: a translation would not be the statement.
  'lib/accreditation-statements.ts': [/./],
  'lib/not-accredited.ts': [/./],
  // What a record of credit says, in every language.
  'lib/credit-type.ts': ['hours of participation'],
  // The amount with its unit, in the page's language or in the AMA's exact words.
  'lib/credit-amount.ts': [/^\s*(?:hours? of participation|horas? de participación|\*?AMA PRA Category 1 Credit)/],
  'lib/value-at.ts': ['Value'],
  'components/StudyTable.vue': ['study design n dose result certainty'],
  'lib/us-states.ts': [/./],
  'app/credit/views/ProfileView.vue': ['licences.'],
  // A command to type, and names of file formats.
  'app/office/views/NoRoleView.vue': ['lectern admin grant', '--role office'],
  'app/office/parts/CertificateTable.vue': ['PDF'],
  'app/office/parts/ParsExports.vue': ['JSON'],
}

function literalWords(): string[] {
  return globSync(SHIPPED, { cwd: kitRoot })
    .filter(file => !/[\\/]words[\\/]/.test(file))
    .flatMap((file) => {
      const source = readFileSync(`${kitRoot}/${file}`, 'utf8')
      const allowed = ALLOWED[file.replaceAll('\\', '/')] ?? []
      return (file.endsWith('.vue') ? wordsInComponent(source) : wordsInScript(source))
        .filter(({ words }) => !allowed.some(each => typeof each === 'string' ? each === words.trim() : each.test(words)))
        .map(({ line, words }) => `${file}:${line}: ${words}`)
    })
}

describe('every word that a learner meets', () => {
  it('stands in a catalogue', () => {
    expect(literalWords()).toEqual([])
  })
})

describe('the search for words outside of the catalogues', () => {
  it.each([
    ['a text', '<template><p>Some words</p></template>'],
    ['a text of one word', '<template><button>close</button></template>'],
    ['what a screen reader says', '<template><p aria-label="Sections" /></template>'],
    ['a hint', '<template><p title="Open the notes" /></template>'],
    ['the alternative of a picture', '<template><img alt="A chart"></template>'],
    ['a placeholder', '<template><input placeholder="search"></template>'],
    ['a prop that becomes text', '<template><StatusMark text="Pending" /></template>'],
    ['a word chosen in the template', '<template><p>{{ many ? \'notes\' : \'note\' }}</p></template>'],
    ['a name put together in the template', '<template><p :aria-label="`Slide $NO`" /></template>'],
    ['v-text', '<template><p v-text="\'unverified\'" /></template>'],
    ['a phrase of the script', '<script setup lang="ts">\nconst summary = `$COUNT slides found`\n</script>\n<template><p>{{ summary }}</p></template>'],
    ['a label of the script', '<script setup lang="ts">\nconst labels = { study: \'Study\' }\n</script>\n<template><p>{{ labels.study }}</p></template>'],
  ])('finds %s', (_, source) => {
    expect(wordsInComponent(source).length).toBeGreaterThan(0)
  })

  it('leaves names, selectors and messages for developers alone', () => {
    expect(wordsInComponent(`<script setup lang="ts">
import { x } from 'Some Module'
const props = defineProps<{ kind: 'Two words' | 'b c' }>()
if (props.kind === 'Two words')
  throw new Error('Component: no such kind')
document.querySelector('main article')
console.error('Not for learners')
</script>
<template><p :class="kind === 'b c' ? 'one two' : ''" class="some words" role="status">{{ words.sections }} · {{ list.join(', ') }}</p></template>`)).toEqual([])
  })
})
