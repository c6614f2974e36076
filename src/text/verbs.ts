import { parseEnglish } from './part-of-speech.ts'

/** Verbs of workshop instructions; irregular ones with their participle. Only these are taken for instructions. */
const VERBS = new Map<string, string | null>(
  (
    'actuate add adhere adjust align allow anchor apply arrange assemble attach balance bend=bent bleed=bled blow=blown bolt boil brace break=broken bring=brought brush ' +
    'calculate calibrate cap catch=caught center centre change charge check clamp clean clear clip close coat collect compare compress connect ' +
    'consult convert cool correct counterhold=counterheld cover crimp cut=cut deburr deflate degrease depress detach determine disable disassemble discharge ' +
    'disconnect disengage dismantle dismount dispose drain draw=drawn dress drill drive=driven dry empty enable engage ensure enter examine exchange ' +
    'extract fasten feed=fed file fill find=found fit fix flush fold follow force glue grease grind=ground grip guide hammer hang=hung heat hold=held hook ' +
    'inflate inform inject insert inspect install insulate interchange jack join keep=kept knock lay=laid lead=led leave=left let=let level lift light=lit lock ' +
    'loosen lower lubricate machine maintain make=made mark mask match measure melt mill mix monitor mount move note observe obtain oil open operate ' +
    'order overhaul pack paint park peel perform place plug polish position pour preload prepare press prevent prime prise prop protect prove pry pull pump punch purge push ' +
    'put=put raise ream read=read rebuild=rebuilt recharge recheck record recondition reconnect reduce refer refill refit refuel regulate reinstall relax release remove ' +
    'renew repair repeat replace replenish reset=reset resurface retain retighten return rinse rivet roll rotate roughen route run=run safety sand save scrape screw seal ' +
    'seat secure choose=chosen select separate service set=set shake=shaken sharpen shift shim shorten shut=shut skim slacken slide=slid slip smooth soak solder spin=spun split=split spray ' +
    'squeeze stake start steam steer stop store straighten strip suck support supply suspend swing=swung switch synchronize tap tape tension test tie tighten tilt top torque ' +
    'touch tow trace transfer treat trim try turn twist unbolt unclip uncover undo=undone unfasten unhook unload unlock unplug unscrew unsolder untie unwind=unwound ' +
    'troubleshoot diagnose hone recut regrind=reground update use vacuum vent verify warm wash watch wear=worn weigh weld wet wind=wound wipe withdraw=withdrawn wrap'
  )
    .split(' ')
    .map((entry): [string, string | null] => {
      const [verb = '', participle = null] = entry.split('=')
      return [verb, participle]
    }),
)

/** Verbs of one closed syllable, and those stressed on the last, double their last letter before -ing and -ed. */
const DOUBLING = new Set(
  'cap clip cut dip drag drop fit grip hum jam let mop pin plug pop prop put reset refit rub run set shim shut skim slip snap spin split stop strip stir swap tap tip top trim trap unclip unplug unwrap unpin wrap'.split(
    ' ',
  ),
)

/** Particles that belong to the verb before them: 'take off', 'screw in'. */
export const PARTICLES = new Set('off out in up down back on away apart together over aside through'.split(' '))

const VOWEL = /[aeiou]/

/** 'remove' gives 'removing', 'fit' 'fitting', 'tie' 'tying'. */
export function gerund(verb: string): string {
  if (DOUBLING.has(verb)) return `${verb}${verb.slice(-1)}ing`
  if (verb.endsWith('ie')) return `${verb.slice(0, -2)}ying`
  if (verb.endsWith('e') && !verb.endsWith('ee') && !verb.endsWith('ye')) return `${verb.slice(0, -1)}ing`
  return `${verb}ing`
}

/** 'remove' gives 'removed', 'take' 'taken'. */
export function participle(verb: string): string {
  if (verb === 'take') return 'taken'
  const irregular = VERBS.get(verb)
  if (irregular !== undefined && irregular !== null) return irregular
  if (DOUBLING.has(verb)) return `${verb}${verb.slice(-1)}ed`
  if (verb.endsWith('e')) return `${verb}d`
  if (verb.endsWith('y') && !VOWEL.test(verb.slice(-2, -1))) return `${verb.slice(0, -1)}ied`
  return `${verb}ed`
}

/** Verbs that are as often nouns in a workshop: 'oil pan', 'drive plate', 'seal ring'. */
const NOUNS_TOO = new Set(
  'slip slide feed grease glue solder charge change heat record monitor prime load transfer separate dry level drive seal plug lock clamp cap oil cover guide support brake coat test level pump fan filter switch fuse wire shim stop start shift light mark top position place service paint steam vacuum torque screw bolt file jack machine fold store spin release supply vent weld'.split(
    ' ',
  ),
)

export function isNounToo(verb: string): boolean {
  return NOUNS_TOO.has(verb.toLowerCase())
}

const PART_NAMED_BY_USE =
  /^(?:(?:drain|bleed|vent|fill|stop|lock|clamp|draw) (?:plug|screw|nut|bolt|valve|cock|tap|nipple|port|hole|pin|ring|pump|hose|tank|pipe|filter)|check valve|wear (?:limit|plate|ring|strip|indicator))\b/i

/** 'Drain plug of the tank', 'Wear limit': a name that begins like an instruction, which would say 'Drain the tank'. */
export function isPartNamedByUse(text: string): boolean {
  return PART_NAMED_BY_USE.test(text)
}

/** Whether the word is an instruction's verb in its base form. */
export function isInstructionVerb(word: string): boolean {
  const lower = word.toLowerCase()
  return VERBS.has(lower) || lower === 'take' || lower === 'give'
}

const BY_GERUND = new Map([...VERBS.keys(), 'take', 'give'].map((verb) => [gerund(verb), verb]))
for (const [form, verb] of [
  ['disassembling', 'disassemble'],
  ['replacing', 'replace'],
] as const) {
  BY_GERUND.set(form, verb)
}

/**
 * The base form behind an -ing word, or null when it is none: 'Removing' gives 'remove'. Unknown verbs are left to compromise.
 * `isBeforeArticle`: only a doing has one behind it: 'fitting the plate' beside 'grease fitting'.
 */
export function infinitiveOf(word: string, isBeforeArticle = false): string | null {
  const lower = word.toLowerCase()
  if (NOUNS_IN_ING.has(lower) && !isBeforeArticle) return null
  const known = BY_GERUND.get(lower)
  if (known !== undefined) return known
  if (!/^[a-z]{3,}ing$/.test(lower)) return null
  const parsed = parseEnglish(`is ${lower} it`).verbs().toInfinitive().text().trim()
  const verb = /([a-z]+)(?:\s+it)?$/.exec(parsed)?.[1]
  return verb !== undefined && gerund(verb) === lower ? verb : null
}

const NOUNS_IN_ING = new Set(
  'bearing spring ring housing wiring casing lining bushing fitting coupling steering string opening ceiling mounting tubing trimming thing king wing sling bring cooling heating lighting engineering parking warning'.split(
    ' ',
  ),
)
