import { findInPieces, isOwnText } from '../../prose/in-pieces.ts'
import { stigmaHits } from '../../prose/stigma.ts'
import { defineRule } from '../../rule.ts'

export const stigma = defineRule({
  id: 'language-stigma',
  family: 'language',
  severity: 'warning',
  why: 'Words that label people change how clinicians treat them: case vignettes with "substance abuser" instead of "person with a substance use disorder" drew harsher judgments.',
  mend: 'Name the person first, then the condition; say what happened instead of whose fault it was.',
  source: 'AMA Manual of Style, 11th ed., 11.12; NIDA, Words Matter; APA, bias-free language guidelines',
  examples: {
    fires: ['# Who was left out\n\n- Drug addicts were excluded.', '# A case\n\nShe was noncompliant with her medication.', '# Risk\n\nThe elderly fall more often.', '# History\n\nHe committed suicide in 1990.'],
    silent: ['# Who was left out\n\n- People with opioid use disorder were excluded.', '# Funding\n\nNational Institute on Drug Abuse', '# Mechanics\n\nCompliance of the lung fell.', '# Words\n\nWrite “person with addiction”, not “addict”.', '# Liver\n\nAlcoholic hepatitis was an exclusion criterion.'],
  },
  find: document => findInPieces(document, isOwnText, stigmaHits),
})
