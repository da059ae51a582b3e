import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kitRoot } from '../../scripts/kit.ts'
import { commandsOf, withResult } from '../bench/benchmark-page.ts'

const page = await readFile(join(kitRoot, 'docs', 'benchmarks.md'), 'utf8')
const commands = commandsOf(page)

describe('the page of benchmarks', () => {
  it.each(commands)('takes another result of `%s` and leaves every other byte', (command) => {
    // Whatever a benchmark prints is put there as it is, also what a replacement would read as something else.
    const stub = '| a | b |\n| --- | --- |\n| $& $1 $\' | 1 |\n'
    const after = withResult(page, command, stub, '2030-01-01, 64 cores.')
    const begin = page.indexOf(`<!-- bench: ${command} -->`)
    const end = page.indexOf('<!-- /bench -->', begin)
    const [before, behind] = [page.slice(0, begin), page.slice(end)]
    expect(after.startsWith(before)).toBe(true)
    expect(after.endsWith(behind)).toBe(true)
    expect(after.slice(before.length, -behind.length)).toBe(`<!-- bench: ${command} -->\n${stub}\n2030-01-01, 64 cores. Repeat: \`${command}\`\n`)
    expect(commandsOf(after)).toEqual(commands)
    // Once more, the other way round: nothing of the page is eaten by and by.
    expect(withResult(after, command, stub, '2030-01-01, 64 cores.')).toBe(after)
  })

  it('names each command once, tells how to repeat it, and every one can be run', () => {
    expect(new Set(commands).size).toBe(commands.length)
    const blocks = page.split('<!-- bench: ').slice(1).map(block => block.split('<!-- /bench -->')[0]!)
    expect(blocks).toHaveLength(commands.length)
    for (const [index, command] of commands.entries()) {
      expect(blocks[index]).toMatch(/^\d{4}-\d\d-\d\d, .* Repeat: `/m)
      expect(blocks[index]).toContain(`Repeat: \`${command}\``)
      expect(command).toMatch(/^node tests\/bench\/[\w-]+\.ts(?: |$)/)
      expect(existsSync(join(kitRoot, command.split(' ')[1]!)), command).toBe(true)
    }
    expect(page.match(/<!-- \/?bench/g)).toHaveLength(commands.length * 2)
  })

  it('refuses a result that has no place', () => {
    expect(() => withResult(page, 'node tests/bench/none.ts', '', '')).toThrow('no place')
  })
})
