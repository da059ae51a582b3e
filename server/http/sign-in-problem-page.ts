import type { SignInProblem } from '../sign-in/single-sign-on.ts'

const words: Record<SignInProblem, string> = {
  refused: 'The sign-in was cancelled, or the provider did not let you in.',
  restart: 'This sign-in was begun elsewhere, or too long ago. Begin again.',
  unverified: 'The provider has not verified your e-mail address, so it cannot be used here. Verify it there, or sign in with a code to your e-mail address.',
  provider: 'The sign-in provider does not answer as it should. Try again in a few minutes, or sign in with a code to your e-mail address.',
}

/** What somebody sees whose sign-in failed when it is not known any more where they began. */
export function signInProblemPage(problem: string | undefined): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Not signed in · Lectern</title>
<link rel="stylesheet" href="/verify.css"></head>
<body><main><h1>You are not signed in</h1><p class="status">${words[problem as SignInProblem] ?? words.restart}</p>
<p><a href="/">Go to the courses</a> and begin again.</p></main></body>
</html>`
}
