import type { Letter } from '../mail/mailer.ts'
import type { Certificate } from './certificate.ts'
import type { VerifyLanguage } from './verify-page/words.ts'
import { Buffer } from 'node:buffer'
import { creditAmount } from '../../lib/credit-amount.ts'
import { completionDay, plainStatement } from './certificate.ts'
import { verifyUrl } from './verify-url.ts'

interface LetterWords {
  subject: (title: string) => string
  text: (facts: { name: string, title: string, claimed: string, completed: string, address: string, credential: string, provider: string, statements: string }) => string
}

const words: Record<VerifyLanguage, LetterWords> = {
  en: {
    subject: title => `Your certificate: ${title}`,
    text: ({ name, title, claimed, completed, address, credential, provider, statements }) => `${name},

your certificate for "${title}" is attached as a PDF.
Claimed: ${claimed}. Completed on ${completed}.

Whoever you show it to can verify it here:
${address}

Keep the file as it is: printed or saved anew by another program, it can no longer be compared byte by byte.
For a wallet or a collection that takes Open Badges 3.0, the signed credential is here:
${credential}

${statements}

${provider}
`,
  },
  es: {
    subject: title => `Su certificado: ${title}`,
    text: ({ name, title, claimed, completed, address, credential, provider, statements }) => `${name}:

Adjuntamos en PDF su certificado de «${title}».
Créditos solicitados: ${claimed}. Completado el ${completed}.

Quien lo reciba puede verificarlo aquí:
${address}

Conserve el archivo tal como está: impreso o guardado de nuevo por otro programa, ya no se puede comparar byte por byte.
Para una cartera o colección que admita Open Badges 3.0, la credencial firmada está aquí:
${credential}

${statements}

${provider}
`,
  },
}

/** The letter that brings a certificate to the learner. What is stated of the credit is said in its exact words, in English. */
export function certificateLetter(to: string, certificate: Certificate, pdf: Uint8Array, baseUrl: string, language: VerifyLanguage): Letter {
  const { id, learner, course, provider, credits, creditType, statements } = certificate
  const { subject, text } = words[language]
  return {
    to,
    subject: subject(oneLine(course.title)),
    text: text({
      name: `${learner.givenName} ${learner.familyName}`,
      title: course.title,
      claimed: plainStatement(creditAmount(credits, creditType, language)),
      completed: completionDay(certificate),
      address: verifyUrl(baseUrl, id),
      credential: `${baseUrl}/api/certificates/${id}/credential`,
      provider,
      statements: statements.map(plainStatement).join('\n\n'),
    }),
    attachments: [{ filename: `certificate-${id}.pdf`, content: Buffer.from(pdf), contentType: 'application/pdf' }],
  }
}

/** A line break in a subject would begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ')
}
