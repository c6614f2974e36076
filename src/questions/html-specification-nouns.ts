/** What words of a specification sheet name: quantities, things, groups. Pure text. */

/** Nouns that name a quantity or property: the rows and columns of a specification. */
const ATTRIBUTE =
  /^(?:ratios?|order|clearances?|gaps?|pressures?|torques?|power|outputs?|speeds?|weights?|mass|lengths?|widths?|heights?|depth|wheelbase|track|capacity|capacities|quantity|quantities|volumes?|temperatures?|displacement|bore|stroke|thickness|diameters?|consumption|dates?|codes?|numbers?|count|prices?|charge|voltages?|currents?|resistance|coefficient|area|angles?|sizes?|dimensions?|limits?|intervals?|range|tolerances?|toe|toe-in|camber|caster|castor|level|rate|load|wear|play|travel|runout|ratings?|years?|advance|radius|circle|specifications?|economy|emissions?|frequency|dwell|lift|duration|period|pitch|hardness|backlash|preload|rating|payload|acceleration|grade|viscosity|class|point|content|value|setting|settings|adjustment|distance|time|life|concentration|designation|overhang|delivery|flow|payload|slope|sag|gradient|inclination|time|noise|mass)$/i

/** Whether a noun phrase names a quantity ('compression ratio') rather than a thing ('spark plugs'). */
export function isAttribute(noun: string): boolean {
  return ATTRIBUTE.test(headOf(noun))
}

/** Words that go before the noun that they qualify. */
const QUALIFYING =
  /^(?:front|rear|left|right|upper|lower|inner|outer|intake|inlet|exhaust|outlet|minimum|maximum|min|max|nominal|standard|optional|normal|city|urban|extra-urban|highway|motorway|country|mixed|combined|overall|total|empty|unladen|laden|gross|net|manual|automatic|cold|hot|wet|dry|primary|secondary|low|high|idle|main|auxiliary|central|middle|static|dynamic|continuous|peak|rated|permanent|forward|reverse|new|used|steel|alloy|summer|winter|highest|lowest|top|dry)$/i

/** Whether a word or two can stand before a noun: 'front', 'city'. */
export function isQualifying(text: string): boolean {
  return QUALIFYING.test(text.trim())
}

/** Labels that mean something only together with what they belong to. */
const GENERIC_LABEL =
  /^(?:types?|make|model|manufacturer|maker|material|capacity|quantity|number|weight|mass|diameter|thickness|width|length|height|size|pressure|code|rating|rated \w+|power|output|speed|voltage|current|ratio|order|name|brand|part number|dimensions?|construction|design|drive|location|grade|viscosity|temperature|clearance|travel|torque|operation|layout|arrangement|control|volume|position|minimum \w+|maximum \w+|wear limit|tolerance|setting)$/i

/** Whether a label says of what it is only together with its heading: 'type', 'minimum thickness', 'main pressure'. */
export function isGenericLabel(noun: string): boolean {
  const words = noun.split(' ')
  return GENERIC_LABEL.test(words.length > 1 && isQualifying(words[0]!) ? words.slice(1).join(' ') : noun)
}

const UNCOUNTED = /(?:ss|us|is|lens|chassis|gas|bias|series|axis|basis)$/i

/** Whether a noun phrase is a plural ('spark plugs'). Its head is the last word before an 'of'. */
export function isPlural(noun: string): boolean {
  const head = headOf(noun)
  return /s$/i.test(head) && !UNCOUNTED.test(head)
}

/** Last word of the noun phrase before any 'of …'. */
export function headOf(noun: string): string {
  return noun
    .split(/\s+of\s+/)[0]!
    .split(' ')
    .at(-1)!
}

export function singular(noun: string): string {
  if (!isPlural(noun)) return noun
  return noun
    .replace(/ies$/, 'y')
    .replace(/(?<=x|ch|sh)es$/, '')
    .replace(/s$/, '')
}

export function plural(noun: string): string {
  if (isPlural(noun)) return noun
  return /[^aeiou]y$/.test(noun) ? noun.replace(/y$/, 'ies') : `${noun}s`
}

const GENERIC_GROUP =
  /\b(?:general|miscellaneous|misc|introduction|dimensions?|weights?|technical|specifications?|performance|capacities|fluids|other|overview|main|data|electrical|additional|various|identification|equipment|and|filling|quantities|service|lubricants|machine|vehicle|car|truck|tractor|model)\b|&/i

/** Whether a heading over rows only sorts them ('General', 'Dimensions and weights') and names no thing. */
export function isGenericGroup(text: string): boolean {
  return GENERIC_GROUP.test(text)
}

/** Nouns of things that are filled in. */
export const FLUID = /\b(?:oils?|fluids?|fuels?|coolant|lubricants?|grease|refrigerant|antifreeze|additives?|petrol|gasoline|electrolyte)$/i
