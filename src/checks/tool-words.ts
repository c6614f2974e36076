import { root } from './words.ts'

/** Tools, materials and colours: an answer that names one which the page does not is invented, however right the rest is. */
const TOOLS_AND_COLOURS: ReadonlySet<string> = new Set(
  `puller extractor press mallet hammer wrench spanner ratchet socket screwdriver pliers drift mandrel punch chisel scraper vice jack hoist crane
  gauge gage micrometer caliper ruler straightedge feeler multimeter voltmeter ohmmeter ammeter oscilloscope tester hydrometer thermometer torch
  clamp adapter adaptor bracket jig template compressor reamer file drill tap grinder sander hone brush syringe funnel stethoscope
  grease sealant sealer loctite locker adhesive glue silicone paste molybdenum copper varnish paint solvent petrol gasoline kerosene alcohol
  acetone thinner tape talc vaseline
  red blue green yellow brown black white grey gray violet purple pink orange turquoise`
    .split(/\s+/)
    .map(root),
)

/** Whether a word (lower case, any form) names a tool, a material of the workshop or a colour. */
export const isToolOrColour = (word: string): boolean => TOOLS_AND_COLOURS.has(root(word))
