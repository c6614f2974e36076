/** What a unit measures and how many of the measure's base unit it is; temperatures have an offset too. */
interface Unit {
  readonly measure: string
  readonly factor: number
  readonly offset?: number
}

const unit = (measure: string, factor: number, offset?: number): Unit => ({ measure, factor, ...(offset === undefined ? {} : { offset }) })

/** Factors by definition (international inch, pound and gallon; NIST SP 811, appendix B). Keys are lower case without spaces. */
const UNITS = new Map<string, Unit>([
  ...['mm', 'millimetres', 'millimeters'].map((name) => [name, unit('length', 0.001)] as const),
  ['cm', unit('length', 0.01)],
  ['m', unit('length', 1)],
  ['km', unit('length', 1000)],
  ...['in', 'in.', 'inch', 'inches', '"'].map((name) => [name, unit('length', 0.0254)] as const),
  ...['ft', 'ft.', 'feet'].map((name) => [name, unit('length', 0.3048)] as const),
  ...['mile', 'miles', 'mi'].map((name) => [name, unit('length', 1609.344)] as const),
  ...['nm', 'n·m', 'n.m', 'n-m'].map((name) => [name, unit('torque', 1)] as const),
  ...[
    'ft.lbs.',
    'ft.lb.',
    'ft-lb',
    'ft-lbs',
    'ftlb',
    'ftlbs',
    'lb-ft',
    'lbft',
    'lbf.ft',
    'lbf-ft',
    'lbf·ft',
    'ft-lbf',
    'ft·lbf',
    'lb·ft',
    'ft·lb',
  ].map((name) => [name, unit('torque', 1.3558179)] as const),
  ...['in.lbs.', 'in.lb.', 'in-lb', 'in-lbs', 'lb-in', 'lbf-in', 'lbf·in', 'in-lbf', 'lb·in'].map(
    (name) => [name, unit('torque', 0.1129848)] as const,
  ),
  ...['kpm', 'mkp', 'kgm', 'kgfm', 'kg-m', 'kgf-m', 'kgf·m', 'kg·m'].map((name) => [name, unit('torque', 9.80665)] as const),
  ['bar', unit('pressure', 100000)],
  ['mbar', unit('pressure', 100)],
  ['kpa', unit('pressure', 1000)],
  ['mpa', unit('pressure', 1000000)],
  ['psi', unit('pressure', 6894.757)],
  ...['l', 'litre', 'litres', 'liter', 'liters', 'ltr'].map((name) => [name, unit('volume', 0.001)] as const),
  ...['ml', 'cc', 'ccm', 'cm3', 'cm³'].map((name) => [name, unit('volume', 0.000001)] as const),
  ...['qt', 'qts', 'quart', 'quarts'].map((name) => [name, unit('volume', 0.000946352946)] as const),
  ...['gal', 'gallon', 'gallons'].map((name) => [name, unit('volume', 0.003785411784)] as const),
  ['kg', unit('mass', 1)],
  ['g', unit('mass', 0.001)],
  ...['lb', 'lbs', 'lb.', 'lbs.'].map((name) => [name, unit('mass', 0.45359237)] as const),
  ['oz', unit('mass', 0.028349523)],
  ['kw', unit('power', 1000)],
  ['w', unit('power', 1)],
  ...['ps'].map((name) => [name, unit('power', 735.49875)] as const),
  ...['hp', 'bhp'].map((name) => [name, unit('power', 745.69987)] as const),
  ['km/h', unit('speed', 1 / 3.6)],
  ['mph', unit('speed', 0.44704)],
  ['°c', unit('temperature', 1, 273.15)],
  ['°f', unit('temperature', 5 / 9, 459.67 * (5 / 9))],
])

const known = (name: string): Unit | undefined => UNITS.get(name.toLowerCase().replace(/\s+/g, ''))

/** What a unit measures ('torque' for 'lb-ft'); null for units that are not known here. */
export const measureOf = (name: string): string | null => known(name)?.measure ?? null

/** Units of the metric system are not turned into each other when a whole measure is converted: 1000 km stay 1000 km. */
const METRIC = new Set(
  'mm millimetres millimeters cm m km nm n·m n.m n-m bar mbar kpa mpa l litre litres liter liters ml cc ccm cm3 cm³ kg g kw w km/h °c'.split(
    ' ',
  ),
)
/** '2 in' may be a place. */
const AMBIGUOUS = new Set(['in'])
/** A measure's name, as the older system's settings have it ('temp'). */
const MEASURES = new Map(
  ['torque', 'pressure', 'length', 'volume', 'mass', 'power', 'speed', 'temperature', 'temp'].map((name) => [
    name,
    name === 'temp' ? 'temperature' : name,
  ]),
)
/** How they are printed where that is not the key. */
const PRINTED: Readonly<Record<string, readonly string[]>> = { '°f': ['°F', '° F'], ps: ['PS'], hp: ['HP', 'hp'], bhp: ['BHP', 'bhp'] }

/** 'torque: Nm' stands for each other unit of torque; units by their names stay. */
function unitsOf(canon: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(canon).flatMap(([printed, wanted]): [string, string][] => {
    const [measure, to] = [MEASURES.get(printed.toLowerCase()), known(wanted)]
    if (measure === undefined || to === undefined || to.measure !== measure) return [[printed, wanted]]
    const others = [...UNITS].filter(
      ([name, one]) =>
        one.measure === measure &&
        !(one.factor === to.factor && one.offset === to.offset) &&
        !(METRIC.has(name) && METRIC.has(wanted.toLowerCase())) &&
        !AMBIGUOUS.has(name) &&
        one.factor / to.factor < 1000,
    )
    return others.flatMap(([name]) => (PRINTED[name] ?? [name.replace(/\.(?=.)/g, '. ')]).map((form): [string, string] => [form, wanted]))
  })
}

/** Why a printed unit (or all units of a measure: 'torque') cannot be written as another one; null when it can: both are known and measure the same. */
export function problemOfUnits(printed: string, wanted: string): string | null {
  const [from, to] = [known(printed), known(wanted)]
  const measure = MEASURES.get(printed.toLowerCase())
  if (measure !== undefined && to !== undefined) return to.measure === measure ? null : `“${wanted}” measures ${to.measure}, not ${measure}`
  if (from === undefined) return `“${printed}” is no unit that can be converted`
  if (to === undefined) return `“${wanted}” is no unit that can be converted`
  return from.measure === to.measure ? null : `“${printed}” measures ${from.measure}, “${wanted}” ${to.measure}`
}

const escaped = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&').replace(/\\?\s+/g, '\\s?')

/**
 * The text with units written as wanted. A unit of the same size is spelled anew ('25 ft. lbs.' → '25 lb-ft'); to another one the
 * value is converted and stands behind the printed one in brackets ('28 psi' → '28 psi [1.9 bar]'), never in its place, with as many
 * significant figures as are printed (at least two). A text that prints the wanted unit already is left alone.
 */
export function withUnits(text: string, canon: Readonly<Record<string, string>>): string {
  let result = text
  for (const [printed, wanted] of unitsOf(canon)) {
    const [from, to] = [known(printed), known(wanted)]
    if (from === undefined || to === undefined || from.measure !== to.measure) continue
    // A foot in front of a pound, or a kilogram in front of a metre, is no length or mass but half a torque.
    const quantity = new RegExp(`(?<![\\p{L}\\d.,/])(\\d+(?:\\.\\d+)?) ?${escaped(printed)}(?![\\p{L}\\d])(?![. -]*(?:lbs?|f?m)\\b)`, 'gu')
    if (from.factor === to.factor && from.offset === to.offset)
      result = result.replace(quantity, (_, value: string) => `${value} ${wanted}`)
    else if (!new RegExp(`\\d ?${escaped(wanted)}(?![\\p{L}\\d])`, 'u').test(result))
      result = result.replace(quantity, (whole: string, value: string) => `${whole} [${converted(value, from, to)} ${wanted}]`)
  }
  return result
}

/** The text without the conversions that `withUnits` has added: what the page itself says. */
export function withoutConversions(text: string, canon: Readonly<Record<string, string>>): string {
  return Object.values(canon).reduce(
    (rest, wanted) => rest.replace(new RegExp(` \\[-?\\d+(?:\\.\\d+)? ${escaped(wanted)}\\]`, 'gu'), ''),
    text,
  )
}

function converted(value: string, from: Unit, to: Unit): string {
  const base = Number(value) * from.factor + (from.offset ?? 0)
  const figures = Math.max(2, value.replace('.', '').replace(/^0+/, '').length)
  return String(Number(((base - (to.offset ?? 0)) / to.factor).toPrecision(figures)))
}
