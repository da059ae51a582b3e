/*
 * Runs every benchmark and writes docs/benchmarks.md. Leave the machine alone meanwhile.
 * npm run bench
 */
import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { kitRoot } from '../../scripts/kit.ts'

interface Benchmark { title: string, command: string[], about: string }

const benchmarks: Benchmark[] = [
  {
    title: 'Reading and checking a course',
    command: ['tests/bench/model.ts'],
    about: 'The floor is Slidev\'s own parser reading the same deck.',
  },
  {
    title: 'Checking long decks, and after a save',
    command: ['tests/bench/check.ts'],
    about: 'All rules, without a browser, against markdownlint on the same text in the same run. Its rules are about layout and ours about meaning: the numbers say what a check costs, not which is better.',
  },
  {
    title: 'What the checks find',
    command: ['tests/bench/check-corpus.ts'],
    // What was found at first sight cannot be measured again.
    about: `${(await readFile(new URL('first-sight.md', import.meta.url), 'utf8')).trim()}\n\nNow:`,
  },
  {
    title: 'First load of the deck',
    command: ['tests/bench/first-load.ts'],
    about: 'Against a bare Slidev build of the same Markdown: default theme, no addon, system fonts. Ours brings its own fonts, the course\'s data and the components. After the first slide shows, the rest of the deck is fetched, so that it needs no network.',
  },
  {
    title: 'Tagged PDF of the slides',
    command: ['tests/bench/export.ts'],
    about: 'Side by side with `slidev export` on the same deck. Ours is tagged, bookmarked and verified page by page; Slidev\'s is none of these.',
  },
  {
    title: 'Quizzes',
    command: ['tests/bench/quizzes.ts'],
    about: 'Reading quizzes and writing them in every format; then what a browser fetches until the first question of our own H5P content type can be answered.',
  },
  {
    title: 'Certificates',
    command: ['tests/bench/certificates.ts'],
    about: 'Signed and set when credit is claimed; examined by whoever holds one. The floor is the smallest document that pdf-lib makes, without fonts, tags or attachment.',
  },
  {
    title: 'All handouts',
    command: ['tests/bench/handouts.ts'],
    about: 'Nine PDFs from one print of the deck, beside tools that make one from the same deck. A link of ours is a citation, an address or another slide.',
  },
  {
    title: 'Handouts of long decks',
    command: ['tests/bench/handouts.ts', '--scale', '60,240,960'],
    about: 'All nine handouts of generated decks: the cost of a slide stays the same.',
  },
  {
    title: 'Thirty exports, no blank page',
    command: ['tests/bench/export.ts', '--ours', '30'],
    about: 'Every page of every run has the text of its slide, and every run has the same bytes.',
  },
  {
    title: 'Verifying the ledger',
    command: ['tests/bench/ledger.ts'],
    about: 'Every record and every seal, against reading the same rows from SQLite without looking at them. Memory is what the process needed at most beyond one that verifies an empty ledger.',
  },
  {
    title: 'A thousand learners finish at once',
    command: ['tests/bench/credit-load.ts'],
    about: 'From signing in to the certificate, over HTTP, everything at the same time; beside it what the same database commits in single rows, in the same run. The learners are played by the same machine.',
  },
  {
    title: 'What is asked for at a thousand and at a million enrolments',
    command: ['tests/bench/credit-queries.ts'],
    about: 'The list of courses and the report sum up all learners of a course, and grow with them; nothing else should.',
  },
  {
    title: 'What a learner leaves behind',
    command: ['tests/bench/credit-size.ts'],
    about: 'Rows, bytes, statements and commits; what a million a month cost is worked out in [how far it goes](scale.md).',
  },
]

const [processor] = cpus()
const sections = [
  '# Benchmarks',
  'Measured, not promised. Written by `npm run bench`; ratios are from one run on one machine.',
  `${cpus().length} × ${processor?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}, Node.js ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`,
]
for (const { title, command, about } of benchmarks) {
  console.error(`${title} …`)
  const { stdout, status } = spawnSync(process.execPath, command, { cwd: kitRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (status !== 0)
    throw new Error(`${command.join(' ')} failed`)
  sections.push(`## ${title}`, about, stdout.trim(), `Repeat: \`node ${command.join(' ')}\``)
}
await writeFile(join(kitRoot, 'docs', 'benchmarks.md'), `${sections.join('\n\n')}\n`)
