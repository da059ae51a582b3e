// Unpacks the Chromium of @sparticuz/chromium into $TMPDIR. A process of its own, because the package reads where to unpack
// and which libraries to unpack from the environment, and changes the environment of whoever imports it.
import chromium from '@sparticuz/chromium'

chromium.setGraphicsMode = false
await chromium.executablePath()
