import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { buildCourse } from '../../scripts/build/build-course.ts'
import { products } from '../../scripts/build/products.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { createFilesApp } from '../../scripts/serve/files-app.ts'
import { boxes, sealedQuiz, secretsOf } from '../quizzes/sealed-quiz.ts'
import { findSecrets } from '../support/find-secrets.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'

it('a whole build keeps the keys of a sealed test to itself, and a build that leaks one is found out', async () => {
  const project = await writeProject({ ...soundCourse, 'quizzes/demo/post-test.md': sealedQuiz('one'), 'quizzes/demo/boxes.svg': boxes })
  const [place] = await findCourses(project, ['demo'])
  const { folder } = await buildCourse(place!, { progress: () => {} })
  const open = products.filter(({ name }) => name !== 'private').map(({ name }) => join(folder, name))
  expect(await findSecrets(open, secretsOf('one'))).toEqual([])
  expect(await findSecrets([join(folder, 'private')], secretsOf('one'))).not.toEqual([])

  const { app } = await createFilesApp(join(project, 'dist'))
  for (const path of ['/demo/private/course.json', '/demo/private/', '/demo/private/quizzes/post-test.h5p', '/demo/slides/..%2fprivate/course.json'])
    expect((await app.request(path)).status, path).toBe(404)

  const module = products.find(({ name }) => name === 'module')!
  const { emit } = module
  vi.spyOn(module, 'emit').mockImplementation(async (course, outDir, ...rest) => {
    await emit(course, outDir, ...rest)
    const page = join(outDir, 'index.html')
    await writeFile(page, `${await readFile(page, 'utf8')}<!-- ${course.quizzes[0]!.items[0]!.rationale!.text} -->`)
  })
  await buildCourse(place!, { progress: () => {}, only: ['module'], force: true })
  expect(await findSecrets(open, secretsOf('one'))).toEqual([{ secret: 'zqkeyrationale1', place: 'index.html' }, { secret: 'zqkeyrationale1', place: 'index.html (UTF-16)' }, { secret: 'zqkeyrationale1', place: 'index.html (escaped)' }])
})
