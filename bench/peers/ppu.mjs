// Reads pages with ppu-paddle-ocr: node ppu.mjs DETECTION RECOGNITION DICTIONARY. Paths come in line by line, JSON goes out.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const [entry, detection, recognition, dictionary] = process.argv.slice(2)
const { PaddleOcrService } = await import(pathToFileURL(entry).href)
const bytes = (path) => {
  const file = readFileSync(path)
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
}
const service = new PaddleOcrService({
  model: { detection: bytes(detection), recognition: bytes(recognition), charactersDictionary: bytes(dictionary) },
  recognition: { strategy: 'per-box' },
  session: { intraOpNumThreads: 1, interOpNumThreads: 1 },
})
await service.initialize()

for await (const path of createInterface({ input: process.stdin })) {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const { results } = await service.recognize(bytes(path), { flatten: true, noCache: true })
  const { user, system } = process.cpuUsage(cpu)
  const lines = results.map(({ text, confidence, box: { x, y, width, height } }) => ({
    text,
    confidence,
    box: [x, y, x + width, y + height],
  }))
  const cost = {
    seconds: (performance.now() - start) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }
  process.stdout.write(`${JSON.stringify({ lines, cost })}\n`)
}
