import { StoreUnavailableError } from '../storage/store-unavailable.ts'

/** What the operator reads in the log. */
export const SIGNING_KEY_UNUSABLE = 'the key that signs certificates was marked as stolen: make a new one (lectern keys --new), and start the service again'

/** Certificates cannot be signed until the service is started with another key. Nothing was written; the claim can be made again. */
export class SigningKeyUnusableError extends StoreUnavailableError {
  constructor() {
    super(new Error(SIGNING_KEY_UNUSABLE))
    this.name = 'SigningKeyUnusableError'
  }
}
