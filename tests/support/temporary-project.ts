import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A small course with nothing wrong with it; tests change one file and see what is found. */
export const soundCourse: Record<string, string> = {
  'slides/demo/course.yaml': `title: A small course
summary: Three slides for tests.
language: en
format: enduring
audience: [Physicians]
faculty:
  - name: Test Author
    role: author
    disclosure: { status: none }
practiceGap:
  current: Doses are written unsafely.
  desired: Doses are written safely.
objectives:
  - { id: LO1, text: State the dose, level: 3A }
  - { id: LO2, text: Name one contraindication, level: 3A }
offLabel: { discussed: true, statement: This activity discusses unapproved use. }
commercialSupport: { received: false, statement: No commercial support was received. }
provider: { name: Test Provider, contact: test@example.org }
accreditation: none
credits: { type: none, maximum: 0, step: 0.25 }
released: 2026-01-01
reviewed: 2026-01-01
expires: 2028-12-31
estimatedMinutes: 10
lectureMinutes: 3
assessment: { passMark: 75, attempts: 3 }
completion: { rules: [Pass the post-test] }
contact: { name: Test Office }
privacy: Nothing is stored.
requirements: A browser.
`,
  'slides/demo/studies.yaml': `- id: younger2013
  label: Younger 2013
  indication: Fibromyalgia
  design: Randomized crossover
  kind: crossover-rct
  n: 31
  population: Women with fibromyalgia
  dose: 4.5 mg daily
  outcomes:
    - id: pain
      name: Pain reduction
      unit: "%"
      arms: [{ name: LDN, value: 28.8 }, { name: Placebo, value: 18 }]
  limitation: Small
  certainty: low
`,
  'slides/demo/references.bib': `@article{younger2013,
  author = {Younger, J and Noor, N and McCue, R and Mackey, S},
  title = {Low-dose naltrexone for the treatment of fibromyalgia},
  shortjournal = {Arthritis Rheum},
  journal = {Arthritis and Rheumatism},
  year = {2013}, volume = {65}, number = {2}, pages = {529--538},
  doi = {10.1002/art.37734}
}
`,
  'slides/demo/slides.md': `---
theme: none
title: A small course
minutes: 1
---

# The first slide claims something

---
minutes: 1
objective: LO1
---

# Pain fell a little more than on placebo [@younger2013]

<StudyCard study="younger2013" outcomes="pain" />

<!--
Say what the trial found [@younger2013].
-->

---
minutes: 1
---

# The end
`,
}

/** Writes a project below the system's folder for temporary files; it is removed when the test ends. */
export async function writeProject(files: Record<string, string | undefined>): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'lectern-project-'))
  onTestFinished(() => rm(project, { recursive: true, force: true }))
  await writeFiles(project, files)
  return project
}

/** Writes files below a folder; a name without a text is left out. */
export async function writeFiles(folder: string, files: Record<string, string | undefined>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    if (text === undefined)
      continue
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
}
