import type { Fact, TextPage } from '../layout/page.ts'

const FACES = {
  body: { font: 'typewriter', size: 25 },
  heading: { font: 'typewriter-bold', size: 25 },
  running: { font: 'typewriter', size: 24 },
} as const
const SIZE = [1240, 1380] as const

/** A typed service bulletin, delivered as a PDF of scans without a text layer. */
export const BULLETIN: readonly TextPage[] = [
  {
    kind: 'text',
    number: 'B 7-1',
    running: 'FELLMOOR WORKS  Service bulletin 7',
    size: SIZE,
    faces: FACES,
    parts: [
      { title: 'Cracked tray hinge' },
      { text: 'Machines: Cairn 24, serial numbers 24-0117 to 24-0388.' },
      { heading: 'What happens' },
      {
        text: 'The left hinge bracket of the tray may crack at the weld after about 600 hours. The tray then sits askew and rubs on the mudguard. Machines of the type Cairn 18 are not affected.',
      },
      { heading: 'What to look for' },
      {
        text: 'Raise the tray, prop it and clean both brackets. A hair crack shows as a line of rust 5 to 30 mm long at the lower end of the weld.',
      },
      { caution: 'Never reach under a tray that is not propped with the prop FT 3390.' },
      { heading: 'What to do' },
      {
        text: 'No crack: fit the stiffening plate 24-7706 to both sides, as described on the next page. Crack up to 15 mm: grind out, weld and fit the plate. Longer crack: replace the bracket 24-7702.',
      },
    ],
  },
  {
    kind: 'text',
    number: 'B 7-2',
    running: 'FELLMOOR WORKS  Service bulletin 7',
    size: SIZE,
    faces: FACES,
    parts: [
      { title: 'Fitting the stiffening plate' },
      {
        steps: [
          'Disconnect the battery 61 20 010, so that welding current cannot harm the alternator.',
          'Grind paint off the bracket, 40 mm wide all round.',
          'Clamp plate 24-7706 flush with the lower edge of the bracket.',
          'Weld with an electrode of 3.2 mm at 115 A, in two runs. Let the first run cool below 100 °C.',
          'Drill the hole for the grease nipple with 6.8 mm and cut thread M8.',
          'Prime and paint. Grease the hinge until grease comes out on both sides.',
        ],
      },
      { heading: 'Time allowed' },
      { text: 'Both plates: 2.5 hours. Replacing a bracket: 4.0 hours. Send the claim with the number B 7 within 30 days.' },
    ],
  },
]

export const BULLETIN_FACTS: Record<string, readonly Fact[]> = {
  'B 7-1': [
    {
      question: 'Which serial numbers of the Cairn 24 may have a cracked tray hinge?',
      answer: '24-0117 to 24-0388',
      type: 'troubleshooting',
    },
    {
      question: 'After how many hours may the left hinge bracket of the Cairn 24 crack?',
      answer: 'After about 600 hours',
      type: 'troubleshooting',
    },
    { question: 'Which part number has the hinge bracket that replaces one with a long crack?', answer: '24-7702', type: 'spec' },
    { question: 'What holds the raised tray during the check of the hinge?', answer: 'Prop FT 3390', type: 'tool' },
  ],
  'B 7-2': [
    { question: 'With what current is the stiffening plate of the tray hinge welded?', answer: '115 A', type: 'spec' },
    { question: 'What electrode is used to weld the stiffening plate?', answer: '3.2 mm', type: 'spec' },
    { question: 'How long may it take to fit both stiffening plates?', answer: '2.5 hours', type: 'spec' },
    { question: 'What drill is used for the grease nipple of the tray hinge?', answer: '6.8 mm', type: 'spec' },
  ],
}
