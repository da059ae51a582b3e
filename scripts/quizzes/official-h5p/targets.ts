/** A library as content names it: "H5P.MultiChoice 1.16". */
export interface LibraryVersion { readonly machineName: string, readonly majorVersion: number, readonly minorVersion: number }

/** What a kind of question is played by. */
export type OfficialType = 'H5P.MultiChoice' | 'H5P.TrueFalse' | 'H5P.Blanks' | 'H5P.DragText'

/**
 * Exact versions, because H5P compares them as text: a Question Set refuses a question of any other minor version than the
 * ones in its own semantics. Patch versions don't count.
 */
export interface OfficialTarget {
  readonly name: string
  readonly title: string
  readonly libraries: Readonly<Record<OfficialType | 'H5P.QuestionSet' | 'H5P.Image', readonly [major: number, minor: number]>>
  /** Where the versions were read, and what could not be. */
  readonly source: string
}

/*
 * The one table of versions. A host that has others needs --libraries with a package from that host: then the versions are
 * read from the libraries themselves.
 */
export const officialTargets: readonly OfficialTarget[] = [
  {
    name: 'hub-2026',
    title: 'what H5P\'s hub serves in 2026 (H5P.com, Moodle 4.3 and later, WordPress, Drupal, Lumi)',
    libraries: {
      'H5P.QuestionSet': [1, 20],
      'H5P.MultiChoice': [1, 16],
      'H5P.TrueFalse': [1, 8],
      'H5P.Blanks': [1, 14],
      'H5P.DragText': [1, 10],
      'H5P.Image': [1, 1],
    },
    source: 'questions.field.options in the semantics of Question Set 1.20 as the hub serves it',
  },
  {
    name: 'moodle-4.1',
    title: 'hosts that last took their content types about 2021, as many Moodle 4.1 sites did',
    libraries: {
      'H5P.QuestionSet': [1, 17],
      'H5P.MultiChoice': [1, 14],
      'H5P.TrueFalse': [1, 6],
      'H5P.Blanks': [1, 12],
      'H5P.DragText': [1, 8],
      'H5P.Image': [1, 1],
    },
    source: 'lists of content types of that time that name these versions together; which of them one Moodle 4.1 site has depends on when it last asked the hub, and could not be verified',
  },
]

export const defaultTarget = 'hub-2026'

export function versionIn(target: Pick<OfficialTarget, 'libraries'>, machineName: keyof OfficialTarget['libraries']): LibraryVersion {
  const [majorVersion, minorVersion] = target.libraries[machineName]
  return { machineName, majorVersion, minorVersion }
}

/** As content names it: "H5P.MultiChoice 1.16". */
export const libraryName = ({ machineName, majorVersion, minorVersion }: LibraryVersion): string => `${machineName} ${majorVersion}.${minorVersion}`

/** As packages name its folder: "H5P.MultiChoice-1.16". */
export const libraryFolder = ({ machineName, majorVersion, minorVersion }: LibraryVersion): string => `${machineName}-${majorVersion}.${minorVersion}`
