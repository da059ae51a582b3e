import { signInEn } from '../../sign-in/words/en.ts'

/** Every word of the office's pages. */
export const en = {
  ...signInEn,
  language: 'English',
  product: 'CME office',
  skip: 'Skip to the page',
  broken: 'Something on this page does not work. Reload it; what was answered as saved is saved.',
  loading: 'Loading …',
  tryAgain: 'Try again',
  signInWhy: 'For the CME office and administrators. You need no password: you get a code by e-mail.',
  sessionEnded: 'Your session has ended. Sign in again: you come back to this page.',
  signedInAs: (email: string) => `Signed in as ${email}.`,
  signOut: 'Sign out',
  noRole: 'You have no role in this office',
  noRoleWhy: (email: string) => `You are signed in as ${email}. This address may take courses, and may not see other people’s records.`,
  noRoleMend: 'Ask an administrator for a role, or give it on the server’s command line:',
  checkAgain: 'Check again',
  noSuchPage: 'There is no such page',
  noSuchPageWhy: 'The address may be old or mistyped.',
  toCourses: 'All courses',
  notification: 'Notification',
  courses: 'Courses',
  audit: 'Audit log',
  roles: 'Roles',
}
