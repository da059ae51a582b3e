import { ask } from '../service/ask.ts'
import { signInService } from '../sign-in/sign-in-service.ts'

export interface Me {
  email: string
  role: 'learner' | 'office' | 'admin'
}

/** What the office's pages ask of the credit service. */
export const officeService = {
  ...signInService,
  me: () => ask<Me>('GET', '/api/me'),
}
