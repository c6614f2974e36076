import * as draw from '../figures/engine.ts'
import type { Fact, IndexPage, ProcedurePage } from '../layout/page.ts'
import { SHARED, VALUES } from './machine.ts'

export const ENGINE_INDEX: IndexPage = {
  kind: 'index',
  number: '11',
  section: ['12', 'Engine'],
  entries: [
    [null, 'Introduction', '12-0'],
    ['12 10 010', 'Valve clearance – check and adjust', '12-1'],
    ['12 10 020', 'Rocker cover – remove and install', '12-1'],
    ['12 10 110', 'Cylinder head – remove and install', '12-1'],
    ['12 10 130', 'Cylinder head – check for warping', '12-2'],
    ['12 30 040', 'Thermostat – remove and install', '12-2'],
    ['12 30 060', 'Thermostat – check', '12-3'],
    ['12 30 120', 'Fan belt – tension', '12-3'],
    ['12 40 210', 'Injection nozzle – remove and install', '12-3'],
    ['12 40 230', 'Injection nozzle – check opening pressure', '12-3'],
    ['12 50 080', 'Oil pressure – check', '12-3'],
    [null, 'Specifications', '12-4'],
  ],
}

const SEE = ['* See Specifications']

export const ENGINE_PAGES: readonly ProcedurePage[] = [
  {
    kind: 'procedure',
    number: '12-1',
    columns: [
      {
        footnotes: SEE,
        panels: [
          {
            figure: { draw: draw.pulleyMark, number: 'F 12 001' },
            items: [
              { op: '12 10 010', title: ['CHECKING AND ADJUSTING VALVE CLEARANCE'], condition: '– ENGINE COLD –' },
              'Remove rocker cover 12 10 020.',
              'Turn crankshaft at the pulley bolt until the notch (1) faces the pointer (2) and the valves of cylinder 1 are closed.',
            ],
          },
          {
            figure: { draw: draw.rockerFeeler, number: 'F 12 002' },
            items: [
              'Push feeler gauge between valve stem and rocker (3) and check clearance*.',
              'Loosen lock nut (2), turn adjusting screw (1) until the gauge slides with light drag.',
              'Tighten lock nut and check again.',
              { note: ['Adjust the other cylinders in firing order, turning the crankshaft half a turn each time.'] },
            ],
          },
          {
            figure: { draw: draw.rockerCover, number: 'F 12 003' },
            items: [
              { op: '12 10 020', title: ['REMOVING AND INSTALLING ROCKER COVER'] },
              'Pull off breather hose (2).',
              'Unscrew bolts (1) and lift off rocker cover.',
              { installation: ['Replace gasket.', 'Tightening torque*.'] },
            ],
          },
        ],
      },
      {
        panels: [
          {
            figure: { draw: draw.drainPlug, number: 'F 12 004' },
            items: [
              { op: '12 10 110', title: ['REMOVING AND INSTALLING CYLINDER HEAD'] },
              'Disconnect battery earth lead 61 20 010.',
              'Unscrew drain plug (3) and drain coolant.',
              { important: ['Drain coolant only when it is colder than 40 °C.'] },
            ],
          },
          {
            figure: { draw: draw.manifold, number: 'F 12 005' },
            items: [
              'Remove injection nozzles 12 40 210.',
              'Unscrew nuts (1) and pull exhaust manifold off its studs.',
              { installation: ['Replace gasket (2). Its bead faces the manifold.', 'Tightening torque*.'] },
            ],
          },
          {
            figure: { draw: draw.headOrder, number: 'F 12 006' },
            items: [
              'Remove rocker cover 12 10 020.',
              'Loosen cylinder head bolts from the outside to the inside, in the order 8 ... 1.',
              { installation: ['Always replace the bolts.', 'Oil threads and tighten in the order 1 ... 8.', 'Tightening torque*.'] },
              'Operation goes on, see 12-2.',
            ],
          },
        ],
        footnotes: SEE,
      },
    ],
  },
  {
    kind: 'procedure',
    number: '12-2',
    columns: [
      {
        panels: [
          {
            figure: { draw: draw.headLift, number: 'F 12 007' },
            items: [
              'Screw lifting eyes FT 1207 into the holes (1) and lift off cylinder head.',
              { important: ['Do not set the head down on its sealing surface: the nozzles stand out.'] },
            ],
          },
          {
            figure: { draw: draw.gasket, number: 'F 12 008' },
            items: [
              'Clean sealing surfaces with a plastic scraper.',
              {
                installation: [
                  'Choose cylinder head gasket by the notches (A):',
                  '1 notch = 1.2 mm,',
                  '2 notches = 1.3 mm,',
                  '3 notches = 1.4 mm thick.',
                ],
              },
              'The word TOP must be legible from above.',
            ],
          },
          {
            figure: { draw: draw.angleGauge, number: 'F 12 009' },
            items: [
              'Tighten steps 1 and 2 with a torque wrench.',
              'Fit angle gauge FT 1210 and tighten step 3 by the angle* in one pull.',
              { note: ['Cylinder head bolts are not tightened again after the first hours of running.'] },
              'Adjust valve clearance 12 10 010.',
            ],
          },
        ],
        footnotes: SEE,
      },
      {
        panels: [
          {
            figure: { draw: draw.straightedge, number: 'F 12 010' },
            items: [
              { op: '12 10 130', title: ['CHECKING CYLINDER HEAD FOR WARPING'], condition: '– CYLINDER HEAD REMOVED –' },
              'Lay straightedge FT 1202 along and across the sealing surface and measure the gap* with a feeler gauge (1).',
              'Machine a warped head, but not below its minimum height*.',
            ],
          },
          {
            figure: { draw: draw.thermostatParts, number: 'F 12 011' },
            items: [
              { op: '12 30 040', title: ['REMOVING AND INSTALLING THERMOSTAT'] },
              'Drain 2 litres of coolant.',
              'Unscrew bolts (1), take off housing cover (2).',
              'Take out thermostat (3) with sealing ring (4).',
              { installation: ['The vent pin points upwards.', 'Tightening torque*.'] },
            ],
          },
          {
            figure: { draw: draw.vent, number: 'F 12 012' },
            items: [
              'Fill in coolant slowly and open vent screw (5) until coolant comes out without bubbles.',
              { note: ['Run engine for 10 minutes, let it cool and top up to the MAX mark.'] },
            ],
          },
        ],
        footnotes: SEE,
      },
    ],
  },
  {
    kind: 'procedure',
    number: '12-3',
    columns: [
      {
        panels: [
          {
            figure: { draw: draw.beaker, number: 'F 12 013' },
            items: [
              { op: '12 30 060', title: ['CHECKING THERMOSTAT'], condition: '– THERMOSTAT REMOVED –' },
              'Hang thermostat (1) and thermometer (2) in water. Neither may touch the vessel.',
              'Heat water and note when the valve begins to open*.',
              `At ${VALUES.thermostatOpen[0]} the valve must have opened by at least 8 mm.`,
            ],
          },
          {
            figure: { draw: draw.fanBelt, number: 'F 12 014' },
            items: [
              { op: '12 30 120', title: ['TENSIONING FAN BELT'] },
              'Loosen bolts (1) and swing alternator outwards.',
              'Press on the belt with 60 N halfway between the pulleys and measure deflection (A)*.',
            ],
          },
          {
            figure: { draw: draw.nozzleParts, number: 'F 12 015' },
            items: [
              { op: '12 40 210', title: ['REMOVING AND INSTALLING INJECTION NOZZLE'] },
              'Unscrew union nut (1), close pipe with a plug.',
              'Unscrew bolt (2), take off clamp (3) and pull out nozzle with puller FT 1240.',
              { installation: ['Replace copper washer (4).', 'Tightening torque*.'] },
            ],
          },
        ],
        footnotes: SEE,
      },
      {
        panels: [
          {
            figure: { draw: draw.nozzleTester, number: 'F 12 016' },
            items: [
              { op: '12 40 230', title: ['CHECKING INJECTION NOZZLE FOR OPENING PRESSURE'] },
              { important: ['Keep hands away from the jet: it goes through the skin.'] },
              'Connect nozzle to tester FT 1244.',
              'Press lever slowly and read opening pressure*.',
            ],
          },
          {
            items: [
              'Hold the pressure 20 bar below opening pressure for 10 seconds. No drop may fall from the nozzle.',
              'To correct, change shim in the nozzle holder. A shim thicker by 0.05 mm raises the pressure by 5 bar.',
            ],
          },
          {
            figure: { draw: draw.oilGauge, number: 'F 12 017' },
            items: [
              { op: '12 50 080', title: ['CHECKING OIL PRESSURE'], condition: '– ENGINE WARM –' },
              'Unscrew oil pressure switch (1) and connect gauge FT 0015 with adapter FT 1250.',
              `Read oil pressure* at idle speed and at ${SHARED.testSpeed}.`,
              'Troubleshooting, see 33-4.',
            ],
          },
        ],
        footnotes: SEE,
      },
    ],
  },
]

export const ENGINE_FACTS: Record<string, readonly Fact[]> = {
  '12-00-index': [
    {
      question: 'What is the operation number for checking and adjusting the valve clearance of the Cairn?',
      answer: '12 10 010',
      type: 'index',
    },
    { question: 'On which page is the check of the cylinder head for warping?', answer: '12-2', type: 'index' },
    { question: 'What is the operation number for tensioning the fan belt?', answer: '12 30 120', type: 'index' },
    { question: 'Which operation is 12 40 230?', answer: 'Injection nozzle – check opening pressure', type: 'index' },
    { question: 'On which page are the engine specifications of the Cairn?', answer: '12-4', type: 'index' },
  ],
  '12-1': [
    { question: 'Which operation removes the rocker cover of the Cairn?', answer: '12 10 020', type: 'index' },
    {
      question: 'In which order are the cylinder head bolts of the Cairn loosened?',
      answer: 'From the outside to the inside, in the order 8 ... 1.',
      type: 'procedure',
    },
    { question: 'Below which temperature may the coolant of the Cairn be drained?', answer: '40 °C', type: 'caution' },
    { question: 'Which way does the bead of the exhaust manifold gasket face?', answer: 'Its bead faces the manifold.', type: 'procedure' },
    { question: 'What is replaced when the rocker cover is installed?', answer: 'Replace gasket.', type: 'procedure' },
  ],
  '12-2': [
    { question: 'Which tool lifts the cylinder head of the Cairn?', answer: 'Lifting eyes FT 1207', type: 'tool' },
    { question: 'How thick is a cylinder head gasket with two notches?', answer: '1.3 mm', type: 'spec' },
    { question: 'Which angle gauge is used for the cylinder head bolts of the Cairn?', answer: 'FT 1210', type: 'tool' },
    { question: 'Which straightedge is used to check the cylinder head for warping?', answer: 'FT 1202', type: 'tool' },
    { question: 'How much coolant is drained before the thermostat is removed?', answer: '2 litres', type: 'procedure' },
    { question: 'Which way does the vent pin of the thermostat point?', answer: 'The vent pin points upwards.', type: 'procedure' },
    {
      question: 'Are the cylinder head bolts of the Cairn tightened again after running in?',
      answer: 'Cylinder head bolts are not tightened again after the first hours of running.',
      type: 'procedure',
    },
  ],
  '12-3': [
    { question: 'How far must the thermostat of the Cairn have opened at 95 °C?', answer: 'At least 8 mm', type: 'spec' },
    { question: 'With what force is the fan belt pressed to measure its deflection?', answer: '60 N', type: 'spec' },
    { question: 'Which puller takes out the injection nozzles of the Cairn?', answer: 'FT 1240', type: 'tool' },
    { question: 'How long must an injection nozzle hold its pressure without dripping?', answer: '10 seconds', type: 'spec' },
    {
      question: 'By how much does a shim that is 0.05 mm thicker raise the opening pressure of the injection nozzle?',
      answer: '5 bar',
      type: 'spec',
    },
    {
      question: 'Which gauge and adapter measure the oil pressure of the Cairn?',
      answer: 'Gauge FT 0015 with adapter FT 1250',
      type: 'tool',
    },
  ],
}
