import { StoreUnavailableError } from '../storage/store-unavailable.ts'

/** Certificates cannot be signed until the service is started with another key. Nothing was written; the claim can be made again. */
export class SigningKeyUnusableError extends StoreUnavailableError {
  constructor() {
    super(new Error('The key that signs certificates was marked as stolen. Make a new one (lectern keys --new), and start the service again.'))
    this.name = 'SigningKeyUnusableError'
  }
}
