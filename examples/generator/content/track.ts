import * as draw from '../figures/track.ts'
import type { Fact, IndexPage, ProcedurePage } from '../layout/page.ts'
import { SHARED } from './machine.ts'

export const TRACK_INDEX: IndexPage = {
  kind: 'index',
  number: '25',
  section: ['26', 'Track Drive'],
  entries: [
    ['26 10 005', 'Track tension – check and adjust', '26-1'],
    ['26 10 100', 'Track – remove and install', '26-1'],
    ['26 10 140', 'Track roller – replace', '26-1'],
    ['26 20 300', 'Drive sprocket – remove and install', '26-2'],
    ['26 20 320', 'Drive sprocket – check for wear', '26-2'],
    ['26 30 050', 'Idler – remove and install', '26-2'],
    ['26 40 000', 'Final drive – overhaul', '26-3'],
    [null, 'Specifications', '26-5'],
  ],
}

const SEE = ['* See Specifications']

export const TRACK_PAGES: readonly ProcedurePage[] = [
  {
    kind: 'procedure',
    number: '26-1',
    columns: [
      {
        panels: [
          {
            figure: { draw: draw.trackSide, number: 'F 26 001' },
            items: [
              { op: '26 10 005', title: ['CHECKING AND ADJUSTING TRACK TENSION'] },
              'Raise the frame until the track hangs free.',
              'Measure sag (A) of the track between the rollers*.',
              { note: ['Clean the track first. Clay between the links makes it tight.'] },
            ],
          },
          {
            figure: { draw: draw.greaseValve, number: 'F 26 002' },
            items: [
              'Press grease into the valve (1) until the sag is right.',
              'To slacken, open the valve by one turn at most.',
              { important: ['Grease is under high pressure. Do not look into the valve and do not unscrew it further.'] },
            ],
          },
          {
            figure: { draw: draw.frameStands, number: 'F 26 003' },
            items: [
              { op: '26 10 100', title: ['REMOVING AND INSTALLING TRACK'] },
              'Set the frame on stands FT 2600 (1).',
              'Slacken track tension 26 10 005.',
              { important: ['Never work under a raised carrier without stands.'] },
            ],
          },
        ],
        footnotes: SEE,
      },
      {
        panels: [
          {
            figure: { draw: draw.trackJoint, number: 'F 26 004' },
            items: [
              'Turn the track until the master pin (1) lies at the sprocket.',
              'Clamp both ends with track clamp FT 2604 (2).',
              'Drive out master pin with drift FT 2606.',
              { installation: ['Use a new locking ring (3).', 'Arrows on the links point in the direction of travel.'] },
            ],
          },
          {
            figure: { draw: draw.trackRoller, number: 'F 26 005' },
            items: [
              { op: '26 10 140', title: ['REPLACING TRACK ROLLER'] },
              'Slacken track tension 26 10 005.',
              'Unscrew bolts (1) and pull out roller (2) sideways.',
              { installation: ['Coat bolts with thread locker M.', 'Tightening torque*.'] },
            ],
          },
          {
            items: [
              { heading: 'After work on the track:' },
              'Drive 50 m forwards and 50 m backwards on level ground.',
              'Check track tension again 26 10 005.',
            ],
          },
        ],
        footnotes: SEE,
      },
    ],
  },
  {
    kind: 'procedure',
    number: '26-2',
    columns: [
      {
        panels: [
          {
            figure: { draw: draw.sprocketFace, number: 'F 26 006' },
            items: [
              { op: '26 20 300', title: ['REMOVING AND INSTALLING DRIVE SPROCKET'], condition: '– TRACK REMOVED –' },
              'Apply parking brake.',
              'Unscrew bolts (1) crosswise.',
              { installation: ['Clean threads and coat them with thread locker M.', 'Tightening torque*.'] },
            ],
          },
          {
            figure: { draw: draw.puller, number: 'F 26 007' },
            items: [
              'Pull sprocket off the hub with puller FT 2620.',
              { installation: ['Grease the centring collar (2) lightly.', 'The side stamped L or R faces outwards.'] },
            ],
          },
          {
            figure: { draw: draw.sprocketWear, number: 'F 26 008' },
            items: [
              { op: '26 20 320', title: ['CHECKING DRIVE SPROCKET FOR WEAR'] },
              'Lay template FT 2621 on three teeth and measure the gap (B).',
              'Replace sprocket and track together when the wear limit* is reached.',
            ],
          },
        ],
        footnotes: SEE,
      },
      {
        panels: [
          {
            figure: { draw: draw.idlerYoke, number: 'F 26 009' },
            items: [
              { op: '26 30 050', title: ['REMOVING AND INSTALLING IDLER'], condition: '– TRACK REMOVED –' },
              'Bend open lock plate (1) and unscrew axle nut (2).',
              { installation: ['Always replace lock plate.', 'Tightening torque*.'] },
            ],
          },
          {
            figure: { draw: draw.idlerSection, number: 'F 26 010' },
            items: [
              'Pull out axle (3) and take idler out of the yoke.',
              'Check bushes (4) and face seals (5).',
              {
                installation: [
                  `Fill in ${SHARED.idlerOil} of oil SAE 90 through the plug (6).`,
                  'Face seals must be dry and free of grease.',
                ],
              },
            ],
          },
          {
            items: [
              { note: ['The idler must turn by hand without catching.'] },
              'Install track 26 10 100.',
              'Adjust track tension 26 10 005.',
            ],
          },
        ],
        footnotes: SEE,
      },
    ],
  },
  {
    kind: 'procedure',
    number: '26-3',
    columns: [
      {
        panels: [
          {
            figure: { draw: draw.finalDriveSection, number: 'F 26 011' },
            items: [
              { op: '26 40 000', title: ['OVERHAULING FINAL DRIVE'], condition: '– FINAL DRIVE REMOVED –' },
              {
                legend: [
                  ['1', 'Housing'],
                  ['2', 'Pinion'],
                  ['3', 'Ring gear'],
                  ['4', 'Hub'],
                  ['5', 'Taper roller bearing'],
                  ['6', 'Face seal'],
                  ['7', 'Shim'],
                ],
              },
            ],
          },
          {
            figure: { draw: draw.coverBolts, number: 'F 26 012' },
            items: [
              'Unscrew drain plug (1) and drain oil.',
              'Unscrew bolts (2) and pry off cover at the lugs.',
              { installation: ['Coat the joint with sealant FS 3.', 'Tightening torque*.'] },
            ],
          },
          {
            figure: { draw: draw.bearingPress, number: 'F 26 013' },
            items: [
              'Press pinion out of the housing with mandrel FT 2641.',
              'Press bearing inner ring off the pinion with split plate FT 2642.',
              { important: ['Always replace bearings in pairs.'] },
              'Operation goes on, see 26-4.',
            ],
          },
        ],
        footnotes: SEE,
      },
    ],
  },
  {
    kind: 'procedure',
    number: '26-4',
    columns: [
      {
        panels: [
          {
            figure: { draw: draw.shimMeasure, number: 'F 26 014' },
            items: [
              'Measure shim (7) with a micrometer.',
              'Turn pinion at the nut and measure turning torque*.',
              'A shim thinner by 0.05 mm raises the turning torque by about 0.3 Nm.',
              { note: ['Shims come in steps of 0.05 mm, from 1.00 mm to 1.60 mm.'] },
            ],
          },
          {
            figure: { draw: draw.backlashGauge, number: 'F 26 015' },
            items: [
              'Screw ring gear to the hub.',
              { installation: ['Tightening torque*.'] },
              'Set dial gauge with holder FT 0009 square to a tooth and measure backlash* at four places.',
            ],
          },
          {
            figure: { draw: draw.oilLevel, number: 'F 26 016' },
            items: [
              'Fill in oil, see page 05-3, until it comes out of the level hole (3).',
              { installation: ['Replace sealing rings of both plugs.', 'Tightening torque*.'] },
              'Turn hub ten times and check the level again.',
            ],
          },
        ],
        footnotes: SEE,
      },
    ],
  },
]

export const TRACK_FACTS: Record<string, readonly Fact[]> = {
  '26-00-index': [
    { question: 'What is the operation number for overhauling the final drive?', answer: '26 40 000', type: 'index' },
    { question: 'On which page is the removal of the idler?', answer: '26-2', type: 'index' },
    { question: 'What is the operation number for replacing a track roller?', answer: '26 10 140', type: 'index' },
    { question: 'Which operation is 26 20 320?', answer: 'Drive sprocket – check for wear', type: 'index' },
  ],
  '26-1': [
    { question: 'By how much may the grease valve be opened to slacken the track?', answer: 'One turn at most', type: 'caution' },
    { question: 'Which stands carry the frame of the Cairn?', answer: 'FT 2600', type: 'tool' },
    { question: 'Which tool clamps the ends of the track?', answer: 'Track clamp FT 2604', type: 'tool' },
    { question: 'Which drift drives out the master pin of the track?', answer: 'FT 2606', type: 'tool' },
    { question: 'Which thread locker goes on the bolts of a track roller?', answer: 'Thread locker M', type: 'spec' },
    { question: 'Which way do the arrows on the track links point?', answer: 'In the direction of travel', type: 'procedure' },
    {
      question: 'How far is the carrier driven after work on the track?',
      answer: '50 m forwards and 50 m backwards on level ground.',
      type: 'procedure',
    },
  ],
  '26-2': [
    { question: 'Which puller takes the drive sprocket off its hub?', answer: 'FT 2620', type: 'tool' },
    { question: 'Which template checks the drive sprocket for wear?', answer: 'FT 2621', type: 'tool' },
    { question: 'How much oil is filled into the idler?', answer: '60 ml', type: 'spec' },
    { question: 'Which oil goes into the idler of the Cairn?', answer: 'SAE 90', type: 'spec' },
    { question: 'Which side of the drive sprocket faces outwards?', answer: 'The side stamped L or R', type: 'procedure' },
    { question: 'What is always replaced when the idler is installed?', answer: 'Lock plate', type: 'procedure' },
  ],
  '26-3': [
    { question: 'Which sealant goes on the joint of the final drive cover?', answer: 'Sealant FS 3', type: 'spec' },
    { question: 'Which mandrel presses the pinion out of the final drive housing?', answer: 'FT 2641', type: 'tool' },
    { question: 'How are the bearings of the final drive replaced?', answer: 'Always replace bearings in pairs.', type: 'caution' },
    { question: 'What is part 6 of the final drive?', answer: 'Face seal', type: 'procedure' },
  ],
  '26-4': [
    {
      question: 'By how much does a shim thinner by 0.05 mm raise the turning torque of the pinion?',
      answer: 'About 0.3 Nm',
      type: 'spec',
    },
    {
      question: 'In which thicknesses do the shims of the final drive come?',
      answer: 'In steps of 0.05 mm, from 1.00 mm to 1.60 mm.',
      type: 'spec',
    },
    { question: 'At how many places is the backlash of the ring gear measured?', answer: 'Four places', type: 'procedure' },
    { question: 'Which holder carries the dial gauge for the backlash of the ring gear?', answer: 'FT 0009', type: 'tool' },
  ],
}
