/** The words of signing in, which learners and the office share. */
export const signInEn = {
  signIn: 'Sign in',
  signInWhy: 'Your progress and your credit are kept under your e-mail address. You need no password: you get a code.',
  email: 'E-mail address',
  emailUnfit: 'This is no e-mail address that a code can go to. Compare it with yours.',
  sendCode: 'Send me a code',
  codeSent: (email: string) => `A code of eight digits is on its way to ${email}. It is good for 10 minutes.`,
  codeSentAgain: (email: string) => `Another code is on its way to ${email}. Only the last one counts.`,
  sendAnother: 'Send another code',
  codeInTerminal: 'No mail server is set up here: the code stands in the terminal in which the server runs.',
  code: 'Code',
  tooManyCodes: 'This address has had many codes. Use the last one, or ask again in a quarter of an hour.',
  tooManyCodesToday: 'This address has had as many codes as it can have in a day. Use the last one, ask again tomorrow, or write to your CME office.',
  /** The page tries by itself. */
  crowded: (seconds: number) => `Very many people sign in from your network at the moment. This page tries again by itself in ${seconds} seconds; you need not do anything.`,
  crowdedLong: 'Very many people sign in from your network at the moment. Try again in a few minutes, or use another network, for example that of your phone.',
  codeWrong: 'This code is not right, or it has expired. Ask for another one if it keeps failing.',
  noCookie: 'You were signed in, but this browser did not keep the cookie that says so. Allow cookies for this site (a private window or a strict setting may refuse them), then ask for another code.',
  otherAddress: 'Use another address',
  signInWith: (provider: string) => `Sign in with ${provider}`,
  orByCode: 'Or with a code by mail:',
  mailUnavailable: 'No mail can be sent at the moment, so no code is on its way. Try again in a few minutes.',
  providerUnavailable: 'The sign-in provider does not answer as it should. Try again in a few minutes, or sign in with a code.',
  signInProblems: {
    refused: 'The sign-in was canceled, or the provider did not let you in.',
    restart: 'This sign-in was begun elsewhere, or too long ago. Begin again.',
    unverified: 'The provider has not verified your e-mail address, so it cannot be used here. Verify it there, or sign in with a code.',
    provider: 'The sign-in provider does not answer as it should. Try again in a few minutes, or sign in with a code.',
  },
  notReached: 'The course’s server cannot be reached. Check your connection and try again.',
}

export type SignInWords = typeof signInEn
