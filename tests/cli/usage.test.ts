import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { takenPort } from '../support/ports.ts'
import { clonedCommand, runLectern } from '../support/run-lectern.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

const builtDemo = {
  'dist/demo/manifest.json': JSON.stringify({ course: 'demo', title: 'A small course', lectern: '0', inputs: {}, files: [] }),
  'dist/demo/slides/index.html': '<!doctype html><title>Deck</title>',
}

describe('help', { timeout: 60_000 }, () => {
  it.each(['present', 'check', 'build', 'serve', 'report', 'verify', 'start'])('of %s names its options and gives examples', async (command) => {
    const { exitCode, stdout, stderr } = await runLectern([command, '--help'], { cwd: import.meta.dirname })
    expect(exitCode).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toContain(`Usage: lectern ${command}`)
    expect(stdout).toMatch(/Options:/)
    expect(stdout).toMatch(new RegExp(`Examples:\\n  lectern ${command}`))
  })

  it('of lectern names the commands, gives examples and says what the exit codes mean', async () => {
    const { exitCode, stdout } = await runLectern(['--help'], { cwd: import.meta.dirname })
    expect(exitCode).toBe(0)
    for (const command of ['present', 'check', 'build', 'serve', 'report', 'verify', 'start'])
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
    expect(stdout).toContain('Examples:')
    expect(stdout).toContain('0 good; 1 findings or failed verification; 2 bad usage or bad input')
  })

  it('of start says where records are kept, as serve has it', async () => {
    expect((await runLectern(['start', '--help'], { cwd: import.meta.dirname })).stdout).toMatch(/--data <folder> +where records of credit are kept/)
  })

  it('is what one gets without a command', async () => {
    const { exitCode, stdout, stderr } = await runLectern([], { cwd: import.meta.dirname })
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('Usage: lectern')
  })

  it('ends without a stack trace when nobody reads it to the end', async () => {
    const command = spawn(process.execPath, [clonedCommand, '--help'], { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'pipe'] })
    command.stdout.destroy()
    let errors = ''
    command.stderr.setEncoding('utf8').on('data', (text: string) => errors += text)
    const [exitCode] = await once(command, 'close')
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
  })

  it('prints the version', async () => {
    const { exitCode, stdout } = await runLectern(['--version'], { cwd: import.meta.dirname })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('bad usage', { timeout: 60_000 }, () => {
  const inProject = { ...soundCourse, ...builtDemo }
  const noCourse = { 'package.json': '{}' }
  const twoCourses = { ...soundCourse, 'slides/other/slides.md': '# Another course' }

  it.each<[name: string, args: string[], files: Record<string, string>, says: (string | RegExp)[]]>([
    ['an unknown command', ['frobnicate'], inProject, ['unknown command \'frobnicate\'', 'Run "lectern --help"']],
    ['a mistyped command', ['buidl'], inProject, ['(Did you mean build?)']],
    ['an unknown option', ['build', '--fast'], inProject, ['unknown option \'--fast\'', 'Run "lectern build --help"']],
    ['an argument too many', ['serve', 'demo'], inProject, ['too many arguments', 'Run "lectern serve --help"']],
    ['an unknown course to build', ['build', 'nosuch'], inProject, ['There is no course "nosuch".', 'Use one of: demo.']],
    ['an unknown course to check', ['check', 'nosuch'], inProject, ['There is no course "nosuch".', 'Use one of: demo.']],
    ['an unknown course to present', ['present', 'slides/nosuch'], inProject, ['There is no course "slides/nosuch".', 'Use one of: demo.']],
    ['a folder without courses', ['build'], noCourse, [/There is no course in .*slides\./, 'slides/<course>/slides.md']],
    ['two courses and none named to present', ['present'], twoCourses, ['more than one course', 'lectern present demo, lectern present other']],
    ['a port that is no number', ['serve', '--port', 'abc'], inProject, ['"abc" is not a port number.', 'from 1 to 65535']],
    ['a port beyond the range', ['present', '--port', '70000'], inProject, ['"70000" is not a port number.']],
    ['a port of 0', ['start', '--port', '0'], inProject, ['"0" is not a port number.']],
    ['an address that is not this computer\'s', ['serve', '--host', '999.1.2.3'], inProject, ['cannot listen on "999.1.2.3"', '--host 127.0.0.1']],
    ['an unknown product', ['build', '--only', 'slides,pdf'], inProject, ['--only does not know "pdf".', 'slides, handouts, quizzes, module']],
    ['no product', ['build', '--only', ''], inProject, ['--only does not know "".']],
    ['nothing built to serve', ['serve'], soundCourse, ['Nothing has been built yet.', 'Run "lectern build" first.']],
  ])('%s: exit code 2, what is wrong and what to do', async (_name, args, files, says) => {
    const { exitCode, stdout, stderr } = await runLectern(args, { cwd: await writeProject(files) })
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    for (const text of says)
      expect(stderr).toMatch(text)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  it.each(['present', 'serve', 'start'])('a port in use for %s', async (command) => {
    const port = await takenPort()
    const { exitCode, stdout, stderr } = await runLectern([command, '--port', String(port)], { cwd: await writeProject(inProject) })
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(`Port ${port} is in use by another program.`)
    expect(stderr).toContain(`--port ${port + 1}`)
  })
})

it('says in words what it did not expect, without a stack trace', async () => {
  // A file where the built courses should go.
  const cwd = await writeProject({ ...soundCourse, dist: 'a file' })
  const { exitCode, stderr } = await runLectern(['build', '--only', 'quizzes'], { cwd })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('dist')
  expect(stderr).not.toMatch(/^\s+at /m)
})
