/** The words of signing in, which learners and the office share. */
export const signInEn = {
  signIn: 'Sign in',
  signInWhy: 'Your progress and your credit are kept under your e-mail address. You need no password: you get a code.',
  email: 'E-mail address',
  sendCode: 'Send me a code',
  codeSent: (email: string) => `A code of six digits is on its way to ${email}. It is good for 10 minutes.`,
  codeInTerminal: 'No mail server is set up here: the code stands in the terminal in which the server runs.',
  code: 'Code',
  tooManyCodes: 'This address has had many codes. Use the last one, or ask again in a quarter of an hour.',
  codeWrong: 'This code is not right, or it has expired. Ask for another one if it keeps failing.',
  otherAddress: 'Use another address',
  notReached: 'The course’s server cannot be reached. Check your connection and try again.',
}

export type SignInWords = typeof signInEn
