import { notGray } from './luma.ts'

/** The brightness of a photograph, as JPEG has it: blocks of 8 × 8 coefficients, each in zigzag order. */
export interface JpegLuma {
  width: number
  height: number
  /** Blocks in a row; the last ones may stand over the picture's edge. */
  blocksAcross: number
  blocksDown: number
  /** 64 for each block, row by row. */
  coefficients: Int16Array
  /** The 64 divisors of the coefficients, in zigzag order. */
  quantization: Uint16Array
}

interface HuffmanTable { lookup: Int32Array }
interface Component {
  id: number
  across: number
  down: number
  table: number
  /** Blocks in a row and a column, with those that only fill up the last unit. */
  blocksAcross: number
  blocksDown: number
  coefficients: Int16Array
  predicted: number
  dc?: HuffmanTable
  ac?: HuffmanTable
}
interface Frame { width: number, height: number, progressive: boolean, components: Component[], unitsAcross: number, unitsDown: number }

/**
 * Reads the brightness out of a JPEG file (ITU-T T.81: baseline, extended sequential and progressive, 8 bits) without
 * turning it into points, so that nothing is lost.
 * @throws LecternError "not-gray" when it has no brightness of its own (colours as RGB or CMYK) or is of another kind
 */
export function readJpegLuma(bytes: Uint8Array): JpegLuma {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const quantization = new Map<number, Uint16Array>()
  const huffman = new Map<number, HuffmanTable>()
  let frame: Frame | undefined
  let restartInterval = 0
  let transform: number | undefined

  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xFF) {
      at++
      continue
    }
    const marker = bytes[at + 1]!
    if (marker === 0xFF || marker === 0 || (marker >= 0xD0 && marker <= 0xD8)) {
      at += marker === 0xFF ? 1 : 2
      continue
    }
    if (marker === 0xD9)
      break
    const length = view.getUint16(at + 2)
    const end = at + 2 + length
    if (end > bytes.length)
      break
    let place = at + 4
    if (marker === 0xDB) {
      while (place < end) {
        const kind = bytes[place++]!
        const table = new Uint16Array(64)
        for (let index = 0; index < 64; index++, place += kind >> 4 ? 2 : 1)
          table[index] = kind >> 4 ? view.getUint16(place) : bytes[place]!
        quantization.set(kind & 15, table)
      }
    }
    else if (marker === 0xC4) {
      while (place < end) {
        const kind = bytes[place]!
        const counts = bytes.subarray(place + 1, place + 17)
        const total = counts.reduce((sum, count) => sum + count, 0)
        huffman.set(kind, readTable(counts, bytes.subarray(place + 17, place + 17 + total)))
        place += 17 + total
      }
    }
    else if (marker === 0xDD) {
      restartInterval = view.getUint16(place)
    }
    else if (marker === 0xEE && length >= 14 && String.fromCharCode(...bytes.subarray(place, place + 5)) === 'Adobe') {
      transform = bytes[place + 11]
    }
    else if (marker === 0xC0 || marker === 0xC1 || marker === 0xC2) {
      frame = readFrame(bytes, view, place, marker === 0xC2)
    }
    else if (marker >= 0xC3 && marker <= 0xCF && marker !== 0xC8 && marker !== 0xCC) {
      throw notGray('a photograph in an unusual kind of JPEG')
    }
    else if (marker === 0xDA) {
      if (!frame)
        throw notGray('a damaged photograph')
      at = readScan(bytes, place, end, frame, huffman, restartInterval)
      continue
    }
    at = end
  }
  const luma = frame?.components[0]
  const table = luma && quantization.get(luma.table)
  if (!frame || !luma || !table)
    throw notGray('a damaged photograph')
  const inRgb = transform === 0 || (transform === undefined && frame.components.map(({ id }) => String.fromCharCode(id)).join('') === 'RGB')
  if (frame.components.length > 3 || (frame.components.length === 3 && inRgb))
    throw notGray('a photograph in colours of a press')
  return { width: frame.width, height: frame.height, blocksAcross: luma.blocksAcross, blocksDown: luma.blocksDown, coefficients: luma.coefficients, quantization: table }
}

function readFrame(bytes: Uint8Array, view: DataView, at: number, progressive: boolean): Frame {
  const [precision, height, width, count] = [bytes[at]!, view.getUint16(at + 1), view.getUint16(at + 3), bytes[at + 5]!]
  if (precision !== 8 || height === 0 || width === 0 || count === 0)
    throw notGray('a photograph in an unusual kind of JPEG')
  const read = Array.from({ length: count }, (_, index) => {
    const place = at + 6 + 3 * index
    return { id: bytes[place]!, across: bytes[place + 1]! >> 4, down: bytes[place + 1]! & 15, table: bytes[place + 2]! }
  })
  const [most, tallest] = [Math.max(...read.map(({ across }) => across)), Math.max(...read.map(({ down }) => down))]
  const [unitsAcross, unitsDown] = [Math.ceil(width / (8 * most)), Math.ceil(height / (8 * tallest))]
  if (read.length > 1 && (read[0]!.across !== most || read[0]!.down !== tallest))
    throw notGray('a photograph whose brightness is coarser than its colours')
  const components = read.map((component) => {
    const [blocksAcross, blocksDown] = [unitsAcross * component.across, unitsDown * component.down]
    return { ...component, blocksAcross, blocksDown, coefficients: new Int16Array(64 * blocksAcross * blocksDown), predicted: 0 }
  })
  return { width, height, progressive, components, unitsAcross, unitsDown }
}

/** For each 16 bits that may come next: the symbol that they begin with, and its length; -1 where there is none. */
function readTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const lookup = new Int32Array(0x10000).fill(-1)
  let code = 0
  let next = 0
  for (let length = 1; length <= 16; length++) {
    for (let index = 0; index < counts[length - 1]!; index++) {
      lookup.fill(symbols[next]! << 5 | length, code << (16 - length), (code + 1) << (16 - length))
      next++
      code++
    }
    code <<= 1
  }
  return { lookup }
}

/** The bits of a scan (T.81 §F.1.2.3): stuffed zeros left out, ending at a marker, after which zeros are read. */
class BitReader {
  at: number
  private readonly bytes: Uint8Array
  private bits = 0
  private count = 0

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes
    this.at = at
  }

  private fill(): void {
    while (this.count <= 16) {
      let byte = this.bytes[this.at] ?? 0
      if (byte === 0xFF) {
        if (this.bytes[this.at + 1] === 0)
          this.at += 2
        else
          byte = 0 // a marker: stay before it
      }
      else if (this.at < this.bytes.length) {
        this.at++
      }
      this.bits = (this.bits << 8 | byte) & 0xFFFFFF
      this.count += 8
    }
  }

  read(count: number): number {
    if (count === 0)
      return 0
    this.fill()
    this.count -= count
    return this.bits >> this.count & ((1 << count) - 1)
  }

  symbol({ lookup }: HuffmanTable): number {
    this.fill()
    const found = lookup[this.bits >> (this.count - 16) & 0xFFFF]!
    if (found < 0)
      throw notGray('a damaged photograph')
    this.count -= found & 31
    return found >> 5
  }

  /** A number with its sign (T.81 §F.2.2.1). */
  signed(count: number): number {
    const value = this.read(count)
    return count > 0 && value < 1 << (count - 1) ? value - (1 << count) + 1 : value
  }

  /** Goes on after a restart marker, when one stands here. */
  restart(): void {
    this.bits = 0
    this.count = 0
    while (this.at + 1 < this.bytes.length && !(this.bytes[this.at] === 0xFF && this.bytes[this.at + 1] !== 0))
      this.at++
    const marker = this.bytes[this.at + 1] ?? 0
    if (marker >= 0xD0 && marker <= 0xD7)
      this.at += 2
  }
}

/** @returns the place after the scan's bits. */
function readScan(bytes: Uint8Array, at: number, end: number, frame: Frame, huffman: ReadonlyMap<number, HuffmanTable>, restartInterval: number): number {
  const components = Array.from({ length: bytes[at]! }, (_, index) => {
    const component = frame.components.find(({ id }) => id === bytes[at + 1 + 2 * index])
    const tables = bytes[at + 2 + 2 * index]!
    if (!component)
      throw notGray('a damaged photograph')
    component.dc = huffman.get(tables >> 4)
    component.ac = huffman.get(0x10 | (tables & 15))
    return component
  })
  const place = at + 1 + 2 * components.length
  const [first, last, high, low] = [bytes[place]!, bytes[place + 1]!, bytes[place + 2]! >> 4, bytes[place + 2]! & 15]
  const reader = new BitReader(bytes, end)
  const decode: BlockDecoder = frame.progressive ? progressiveDecoder(reader, first, last, high, low) : (component: Component, block: number) => decodeBlock(reader, component, block)

  const alone = components.length === 1 ? components[0]! : undefined
  const [most, tallest] = [Math.max(...frame.components.map(({ across }) => across)), Math.max(...frame.components.map(({ down }) => down))]
  // A component alone in a scan comes block by block, without those that only fill up a unit (T.81 §A.2.2).
  const across = alone ? Math.ceil(Math.ceil(frame.width * alone.across / most) / 8) : frame.unitsAcross
  const down = alone ? Math.ceil(Math.ceil(frame.height * alone.down / tallest) / 8) : frame.unitsDown
  for (let unit = 0; unit < across * down; unit++) {
    if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) {
      reader.restart()
      components.forEach(component => component.predicted = 0)
      decode.restart?.()
    }
    const [column, row] = [unit % across, Math.floor(unit / across)]
    if (alone) {
      decode(alone, 64 * (row * alone.blocksAcross + column))
      continue
    }
    for (const component of components) {
      for (let inner = 0; inner < component.across * component.down; inner++) {
        const x = column * component.across + inner % component.across
        const y = row * component.down + Math.floor(inner / component.across)
        decode(component, 64 * (y * component.blocksAcross + x))
      }
    }
  }
  components.forEach(component => component.predicted = 0)
  reader.restart()
  return reader.at
}

type BlockDecoder = ((component: Component, block: number) => void) & { restart?: () => void }

function decodeBlock(reader: BitReader, component: Component, block: number): void {
  const { coefficients, dc, ac } = component
  if (!dc || !ac)
    throw notGray('a damaged photograph')
  component.predicted += reader.signed(reader.symbol(dc))
  coefficients[block] = component.predicted
  for (let index = 1; index < 64; index++) {
    const symbol = reader.symbol(ac)
    const [run, size] = [symbol >> 4, symbol & 15]
    if (size === 0) {
      if (run < 15)
        return
      index += 15
      continue
    }
    index += run
    coefficients[block + Math.min(index, 63)] = reader.signed(size)
  }
}

/** Decodes one scan of a progressive picture: some of the coefficients, or one more bit of them (T.81 §G). */
function progressiveDecoder(reader: BitReader, first: number, last: number, high: number, low: number): BlockDecoder {
  /** Blocks still to come that have no more coefficients of their own in this scan. */
  let emptyBlocks = 0
  const need = (table: HuffmanTable | undefined) => {
    if (!table)
      throw notGray('a damaged photograph')
    return table
  }

  const decodeFirst: BlockDecoder = (component, block) => {
    if (first === 0) {
      component.predicted += reader.signed(reader.symbol(need(component.dc)))
      component.coefficients[block] = component.predicted * (1 << low)
      return
    }
    if (emptyBlocks > 0) {
      emptyBlocks--
      return
    }
    for (let index = first; index <= last; index++) {
      const symbol = reader.symbol(need(component.ac))
      const [run, size] = [symbol >> 4, symbol & 15]
      if (size === 0 && run < 15) {
        emptyBlocks = (1 << run) + reader.read(run) - 1
        return
      }
      index += size === 0 ? 15 : run
      if (size > 0)
        component.coefficients[block + Math.min(index, 63)] = reader.signed(size) * (1 << low)
    }
  }

  const refine = (coefficients: Int16Array, at: number) => {
    if (reader.read(1) === 1 && (Math.abs(coefficients[at]!) & 1 << low) === 0)
      coefficients[at]! += coefficients[at]! > 0 ? 1 << low : -(1 << low)
  }
  const decodeRefinement: BlockDecoder = ({ coefficients, ac }, block) => {
    if (first === 0) {
      if (reader.read(1) === 1)
        coefficients[block]! |= 1 << low
      return
    }
    let index = first
    if (emptyBlocks === 0) {
      for (; index <= last; index++) {
        const symbol = reader.symbol(need(ac))
        let run = symbol >> 4
        let value = 0
        if ((symbol & 15) > 0) {
          value = reader.read(1) === 1 ? 1 << low : -(1 << low)
        }
        else if (run < 15) {
          emptyBlocks = (1 << run) + reader.read(run)
          break
        }
        for (; index <= last; index++) {
          const at = block + index
          if (coefficients[at] !== 0)
            refine(coefficients, at)
          else if (run-- === 0)
            break
        }
        if (value !== 0 && index <= last)
          coefficients[block + index] = value
      }
    }
    if (emptyBlocks > 0) {
      for (; index <= last; index++) {
        if (coefficients[block + index] !== 0)
          refine(coefficients, block + index)
      }
      emptyBlocks--
    }
  }
  return Object.assign(high === 0 ? decodeFirst : decodeRefinement, {
    restart: () => {
      emptyBlocks = 0
    },
  })
}
