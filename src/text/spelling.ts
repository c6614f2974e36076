import nspell from 'nspell'
import { isUnit } from './values.ts'

/** Technical words that the general dictionary does not know. */
const TECHNICAL = new Set(
  (
    'acc accord approx incl resp nec hydr multifunction antiblock microencapsulated caliper calipers conrod conrods runout crankcase crankshaft camshaft camshafts tappet tappets circlip circlips flywheel driveshaft drivetrain ' +
    'headstock tailstock leadscrew countershaft limescale descaler descale halfshaft gearbox dipstick torx plastigage loctite molykote preload preloaded counterhold counterheld deburr unclip unbolt unplug unscrew grub ' +
    'spline splines splined splash dowel dowels dynamometer micrometer dampers viscous intercooler turbocharger bellhousing subframe crossmember ' +
    'bleeder bleeders bleeding hygroscopic defogger defroster demister immobilizer solenoid tachometer speedometer odometer alternator retighten ' +
    'refit refitting retightening antifreeze antiroll wheelbase tailgate sunroof headlamp headlight headlights taillight washer washers o-ring ' +
    'o-rings fiche vee hydropneumatic thermo thermostat thermoswitch lambda kerb tyre tyres gage gages millimetre millimetres litre litres bore bores ' +
    'asbestos phosphatized galvanized cadmium unlubricated halogen potentiometer oscillograph oscilloscope multimeter unsprung servo actuator actuators ' +
    'synchronizer synchromesh layshaft countershaft pinion pinions tensioner tensioners tensioning tensioned sprocket sprockets vernier dealership voltmeter ammeter ohmmeter ' +
    'firmware bootloader datasheet pinout heatsink heatsinks optocoupler optocouplers mosfet mosfets thyristor thyristors triac triacs snubber ' +
    'backlight keypad touchscreen wattmeter inrush setpoint setpoints standoff standoffs grommet grommets ferrule ferrules gearmotor flowmeter ' +
    'manometer workpiece workpieces toolholder ballscrew feedrate encoder encoders gantry collet collets chuck airspeed airspeeds aileron ailerons ' +
    'altimeter magneto magnetos pitot empennage nacelle nacelles cowling cowlings avgas airworthiness preflight crosswind downwind headwind tailwind ' +
    'stabilator turboprop turbofan bilge impeller impellers anode anodes thruster thrusters windlass transom outboard inboard tachograph'
  ).split(' '),
)

export interface Spelling {
  /** Whether a word without digits is in the dictionary or the technical list; hyphenated and slashed words by their parts. */
  knows(word: string): boolean
  /**
   * Words of the text that are neither English nor technical words nor codes. `seen` are words that stand elsewhere on the pages:
   * they count unless they look like two words run together. `named` are names that a person has given: they always count.
   */
  unknownWords(text: string, seen?: ReadonlySet<string>, named?: ReadonlySet<string>): string[]
}

let loading: Promise<Spelling> | null = null

/** The English dictionary of the package dictionary-en (BSD and MIT), loaded once and only when asked for. */
export function englishSpelling(): Promise<Spelling> {
  loading ??= load()
  return loading
}

async function load(): Promise<Spelling> {
  const { default: dictionary } = await import('dictionary-en')
  const checker = nspell({ aff: Buffer.from(dictionary.aff), dic: Buffer.from(dictionary.dic) })
  const cache = new Map<string, boolean>()
  const known = (word: string): boolean => {
    const cached = cache.get(word)
    if (cached !== undefined) return cached
    const lower = word.toLowerCase()
    const result =
      TECHNICAL.has(lower) ||
      checker.correct(word) ||
      checker.correct(lower) ||
      americanForms(lower).some((form) => checker.correct(form)) ||
      isPrefixed(lower, (stem) => TECHNICAL.has(stem) || checker.correct(stem))
    cache.set(word, result)
    return result
  }
  /** Two words run together ('brakedisc') are a reading error however often they occur. */
  const isRunTogether = (word: string): boolean => {
    for (let cut = 3; cut <= word.length - 3; cut++) {
      if (known(word.slice(0, cut)) && known(word.slice(cut))) return true
    }
    return false
  }
  return {
    knows: (word) => word.split(/[-/]/).every((part) => part.length < 2 || known(part)),
    unknownWords: (text, seen, named) =>
      wordsOf(text).filter((word) => {
        if (known(word) || isUnit(word) || named?.has(word.toLowerCase()) === true) return false
        if (word.includes('-') && word.split('-').every((part) => part.length < 3 || known(part))) return false
        // A capital marks the name of a product, and those are often two words in one: 'Microlube', 'Longterm'.
        const isName = /^\p{Lu}\p{Ll}+$/u.test(word)
        return !(seen?.has(word.toLowerCase()) === true && (isName || !isRunTogether(word.toLowerCase())))
      }),
  }
}

/** 'overvoltage', 'microswitch', 'nonmetallic': prefixes that technical English sets before any noun. */
function isPrefixed(word: string, known: (stem: string) => boolean): boolean {
  const stem =
    /^(?:over|under|non|pre|sub|super|anti|multi|inter|micro|mini|semi|electro|hydro|thermo|photo|auto|counter|turbo|ultra)(\p{L}{5,})$/u.exec(
      word,
    )?.[1]
  return stem !== undefined && known(stem)
}

/** The American spellings of a British word; the dictionary knows only those: 'colour', 'stabiliser', 'fibre', 'travelled'. */
function americanForms(word: string): string[] {
  return [
    word.replace(/our(?=$|s$|ed$|ing$|less$|ful$)/, 'or'),
    word.replace(/is(?=e$|es$|ed$|er$|ers$|ing$|ation$|ations$)/, 'iz'),
    word.replace(/ys(?=e$|es$|ed$|er$|ing$)/, 'yz'),
    word.replace(/re(s?)$/, 'er$1'),
    word.replace(/ll(?=ed$|ing$|er$)/, 'l'),
    word.replace(/ae/, 'e'),
    word.replace(/ogue(s?)$/, 'og$1'),
    word.replace(/ence(s?)$/, 'ense$1'),
  ].filter((form) => form !== word)
}

/** Words of three letters and more; codes with digits, all-capital abbreviations and names with inner capitals are no words. */
export function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\d][\p{L}\d'’/-]*/gu) ?? [])
    .flatMap((word) => word.split('/'))
    .map((word) => word.replace(/['’]s?$/u, '').replace(/-+$/, ''))
    .filter((word) => word.length > 2 && !/\d/.test(word) && word !== word.toUpperCase() && !/\p{Ll}\p{Lu}/u.test(word))
}
