import type { Buffer } from 'node:buffer'
import type { Course } from '../course/course.ts'
import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { LecternError } from '../errors.ts'
import { slidevBin } from './slidev-bin.ts'

/**
 * Builds the deck as a static site that works from any folder and without a network. Presenter notes go along: readers
 * find them in the reading view.
 * @throws LecternError when Slidev cannot build the deck.
 */
export async function emitSlides(course: Course, outDir: string): Promise<void> {
  const { code, output } = await run([slidevBin(), 'build', 'slides.md', '--base', './', '--router-mode', 'hash', '--out', outDir], course.place.folder)
  if (code !== 0) {
    throw new LecternError(`Slidev could not build the deck:\n${tail(output)}`, {
      code: 'slides-build-failed',
      mend: `Run "lectern check ${course.name}" to find the slide.`,
      file: join(course.place.folder, 'slides.md'),
    })
  }
  // For hosts like Netlify; they hold nothing that a deck with hash routes needs.
  await Promise.all(['_redirects', '404.html'].map(file => rm(join(outDir, file), { force: true })))
}

function run(args: string[], cwd: string): Promise<{ code: number | null, output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    child.on('exit', code => resolve({ code, output }))
  })
}

function tail(output: string): string {
  return output.split('\n').filter(line => line.trim() && !/^\s+at /.test(line)).slice(-12).join('\n')
}
