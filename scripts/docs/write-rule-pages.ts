import type { Family, Rule, RuleExample, RuleInfo } from '../check/rule.ts'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describedRules } from '../check/described-rules.ts'
import { families } from '../check/rule.ts'
import { kitRoot } from '../kit.ts'

/** The folder of the pages that are written from the rules; run `node scripts/docs/write-rule-pages.ts` to renew it. */
export const rulePages = join(kitRoot, 'docs/rules')

const FAMILY_NAMES: Record<Family, string> = {
  dose: 'Doses',
  evidence: 'Evidence',
  cme: 'Continuing medical education',
  items: 'Questions',
  language: 'Language',
  privacy: 'Privacy',
  slides: 'Slides',
  source: 'The source lecture',
}

type Described = RuleInfo & Partial<Pick<Rule, 'examples'>>

/** Every page by its file name: one for each rule, and README.md, which lists them. */
export function writeRulePages(): Map<string, string> {
  const rules: readonly Described[] = describedRules
  return new Map([
    ['README.md', indexPage(rules)],
    ...rules.map(rule => [`${rule.id}.md`, rulePage(rule)] as const),
  ])
}

function indexPage(rules: readonly Described[]): string {
  const parts = families.flatMap((family) => {
    const own = rules.filter(rule => rule.family === family).sort((one, other) => one.id < other.id ? -1 : 1)
    return own.length === 0
      ? []
      : [`## ${FAMILY_NAMES[family]}\n\n| rule | kind | why |\n| --- | --- | --- |\n${own.map(rule => `| [${rule.id}](${rule.id}.md) | ${rule.severity} | ${cell(rule.why)} |`).join('\n')}`]
  })
  return `${['# Rules', `\`lectern check\` knows these ${rules.length} rules for what a course says and shows. What is wrong with the files themselves (YAML, references between them, the form of quizzes) is in [checks.md](../checks.md), and so is how a finding is suppressed. These pages are written from the rules by \`node scripts/docs/write-rule-pages.ts\`.`, ...parts].join('\n\n')}\n`
}

function rulePage(rule: Described): string {
  return `${[
    `# ${rule.id}`,
    `${FAMILY_NAMES[rule.family]} · ${rule.severity}`,
    `**Why.** ${rule.why}`,
    `**What to do.** ${rule.mend}`,
    `**Source.** ${rule.source}${/[.!?]$/.test(rule.source) ? '' : '.'}`,
    ...examples('Found', rule.examples?.fires),
    ...examples('Not found', rule.examples?.silent),
    '[All rules](README.md) · [how to suppress a finding](../checks.md)',
  ].join('\n\n')}\n`
}

function examples(title: string, list: readonly RuleExample[] = []): string[] {
  return list.length === 0 ? [] : [`## ${title}`, ...list.map(showExample)]
}

function showExample(example: RuleExample): string {
  return typeof example === 'string'
    ? fence(example, 'markdown')
    : Object.entries(example).map(([file, text]) => `In \`${file}\`:\n\n${fence(text, file.endsWith('.md') ? 'markdown' : file.endsWith('.bib') ? 'bibtex' : 'yaml')}`).join('\n\n')
}

/** A code block whose fence is longer than any in the text. */
function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const marks = '`'.repeat(longest + 1)
  return `${marks}${language}\n${text.trimEnd()}\n${marks}`
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/</g, '\\<')
}

if (import.meta.main) {
  await mkdir(rulePages, { recursive: true })
  const pages = writeRulePages()
  for (const [name, text] of pages)
    await writeFile(join(rulePages, name), text)
  for (const name of await readdir(rulePages)) {
    if (!pages.has(name))
      await rm(join(rulePages, name))
  }
}
