import type { Pdf } from '../pdf-document.ts'
import { ascii, catalogOf, pack, registerPackedStream, set } from '../pdf-document.ts'
import { srgbProfile } from './srgb-profile.ts'

/** The same for every document. */
const packedProfile = pack(srgbProfile())

/** Says which colours the numbers of DeviceRGB and DeviceGray are: those of sRGB (ISO 19005-3 §6.2.3). */
export function writeOutputIntent(pdf: Pdf): void {
  const condition = 'sRGB IEC61966-2.1'
  set(pdf, catalogOf(pdf), 'OutputIntents', [{
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: ascii(condition),
    Info: ascii(condition),
    DestOutputProfile: registerPackedStream(pdf, packedProfile, { N: 3 }),
  }])
}
