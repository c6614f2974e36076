import { root } from './words.ts'

/** Nouns and verbs that fit almost any part: a question of these alone does not say what it is about. */
const GENERIC: ReadonlySet<string> = new Set(
  `system systems torque torques tightening tightened tighten value values part parts number numbers specification specifications specified spec operation
  operations step steps procedure procedures work job task tool tools special page section manual repair unit units size sizes thread
  dimension dimensions length width height depth diameter thickness amount quantity capacity pressure temperature clearance tolerance setting
  bolt bolts screw screws nut nuts stud item items component components assembly element vehicle car model version variant type kind grade
  class engine installation install installed installing removal remove removed removing refit refitted fit fitted fitting replace replaced
  replacing check checked checking adjust adjusted adjusting adjustment inspect inspected test tested measure measured required require
  recommended recommend correct correctly necessary needed note notes caution cautions important warning warnings information data minimum
  maximum front rear left right upper lower inner outer new old first second third used using make made given give performed carried
  done happen happens follow followed method way point points thing position code name description meaning mean order sequence condition
  requirement rating range limit limits far long often deep wide thick tight fast big large small fact answer question rule stage angle force speed
  observe observed observing avoid avoided know worth remember`
    .split(/\s+/)
    .map(root),
)

/** Whether a root says nothing about what a question is about. */
export const isGeneric = (wordRoot: string): boolean => GENERIC.has(wordRoot)
