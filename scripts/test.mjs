// Every check a change must pass, fast ones first. Ends with one line: "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const results = mkdtempSync(join(tmpdir(), 'lectern-test-'))
const totals = { passed: 0, failed: 0, skipped: 0 }

function step(name, command, args) {
  console.log(`\n── ${name}`)
  return spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0
}

function count(name, good) {
  totals[good ? 'passed' : 'failed']++
  if (!good)
    console.log(`✗ ${name}`)
}

function vitest(project, ...args) {
  const file = join(results, `${project}.json`)
  const good = step(`tests: ${project}`, 'vitest', ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args])
  if (!existsSync(file))
    return count(`tests: ${project}`, false)
  const report = JSON.parse(readFileSync(file, 'utf8'))
  totals.passed += report.numPassedTests
  totals.failed += report.numFailedTests
  totals.skipped += report.numPendingTests + report.numTodoTests
  // A file that cannot even be loaded, or an error outside a test, is a failure that no test counts.
  if (!good && report.numFailedTests === 0)
    count(`tests: ${project}`, false)
}

const needsSystemTools = spawnSync('node', ['scripts/system-tools.mjs'], { stdio: 'inherit' }).status !== 0
if (needsSystemTools) {
  totals.failed++
}
else {
  count('lint', step('lint', 'eslint', ['.', '--max-warnings', '0']))
  count('types', step('types', 'vue-tsc', ['--noEmit']))
  // Many of these wait for processes and databases: on two cores, two at a time, where Vitest would run one.
  vitest('unit', '--maxWorkers', '2')
  vitest('components')
  // Browsers wait for servers, and servers for browsers.
  vitest('browser', '--maxWorkers', '2')
}
rmSync(results, { recursive: true, force: true })

console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exit(totals.failed ? 1 : 0)
