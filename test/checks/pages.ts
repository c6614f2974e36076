import { materialOf } from './material.ts'

/** Pages of a machine that does not exist, for the tests of the checks. */

export const clutchPage = materialOf({
  vehicles: ['Norrland 400'],
  blocks: [
    { id: 'b01', type: 'operation', text: '21 21 000 REMOVING AND INSTALLING CLUTCH', code: '21 21 000' },
    { id: 'b02', type: 'step', text: 'Check the pressure plate for cracks, wear and burnt spots.', parent: 'b01' },
    { id: 'b03', type: 'step', text: 'Coat the input shaft splines with Staburag NBU 30 PTM grease.', parent: 'b01' },
    { id: 'b04', type: 'step', text: 'Tighten the bolts crosswise to 25 Nm (18 ft lb), then turn by 90°.', parent: 'b01' },
    { id: 'b05', type: 'caution', text: 'Do not wash the release bearing in solvent.', parent: 'b01' },
    { id: 'b06', type: 'step', text: 'Run-out must not exceed 0,8 mm at the outer edge.', parent: 'b01' },
    { id: 'b07', type: 'tool', text: 'Use special tool 21 2 100 to centre the clutch disc.', parent: 'b01' },
    { id: 'b08', type: 'note', text: 'The linings usually last for 60,000 km.', parent: 'b01' },
    { id: 'b09', type: 'paragraph', text: 'Bore of the slave cylinder 20.64 ± 0.05 mm. Pedal travel 140–150 mm.', parent: 'b01' },
    { id: 'b10', type: 'footer', text: '* See Specifications' },
    { id: 'b11', type: 'page_number', text: '21-3' },
    { id: 'b12', type: 'paragraph', text: 'Bleed the system between -5 °C and 30 °C only.', parent: 'b01' },
    { id: 'b13', type: 'paragraph', text: 'Tension spring 0.5 mm', confidence: 0.77 },
    { id: 'b14', type: 'paragraph', text: 'Play of the yoke 1.4 mm', confidence: 0.5 },
    { id: 'b15', type: 'footer', text: '** Source of supply: KLB' },
    { id: 'b16', type: 'step', text: 'Lift out the gear lever towards the rear.', parent: 'b01' },
    { id: 'b17', type: 'step', text: 'Unscrew the four nuts of the crossmember.', parent: 'b01' },
    { id: 'b18', type: 'step', text: 'Lower the gearbox with a jack.', parent: 'b01' },
    { id: 'b20', type: 'step', text: 'Turn the disc approx. 300 behind the mark.', parent: 'b01' },
    { id: 'b21', type: 'caution', text: 'Do not use air flushing. Clutch fluid must be replaced annually.', parent: 'b01' },
    { id: 'b22', type: 'footer', text: 'Norrland Works – Clutch of the Norrland 400' },
    { id: 'b23', type: 'step', text: 'Set the stop 21.7 ± 1 mm from the pedal.', parent: 'b01' },
    { id: 'b19', type: 'paragraph', text: 'Sollevare la vettura e smontare la ruota anteriore destra prima di controllare.' },
  ],
})

export const torquePage = materialOf({
  page_id: 'torque-1',
  source_path: '00 - Torque Specs/00-01.jpg',
  blocks: [
    {
      id: 'b01',
      text: '',
      title: 'Cylinder head',
      rows: [
        ['Connection', 'Engine', 'Thread', 'Torque (Nm)'],
        ['Cylinder head bolts', null, null, null],
        ['Step 1', 'D20', 'M11', '30'],
        ['Step 2', 'D20', 'M11', '90°'],
        ['Cylinder head cover', 'D20', 'M6', '10 ± 1'],
        ['Cylinder head cover', 'D24', 'M7', '15'],
        ['Camshaft sprocket', 'D20/D24', 'M7', '14'],
        ['Oil drain plug', 'D20', 'M12 x 1.5', '25'],
      ],
    },
  ],
})

/** Values, limits and units in cells of their own. */
export const unitPage = materialOf({
  page_id: 'units-1',
  blocks: [
    {
      id: 'b01',
      text: '',
      title: 'Final drive',
      rows: [
        ['Part', 'Torque', 'Tolerance', 'Unit'],
        ['Pinion nut', '52 ± 3', '', 'Nm'],
        ['Drive flange', '60 – 70', '', 'Nm'],
        ['Bearing cap', '24', '± 2', 'Nm'],
      ],
    },
  ],
})

export const fluidsPage = materialOf({
  page_id: 'fluids-1',
  blocks: [
    {
      id: 'b01',
      text: '',
      title: 'Capacities',
      rows: [
        ['', 'Norrland 400', 'Norrland 420 S'],
        ['Engine oil', '4.5 l', '5.0 l'],
        ['Coolant', '8.25 l', '9.0 l'],
        ['Displacement', '1998 cc', '2302 cc'],
        ['Compression ratio', '9.5 : 1', '10.5 : 1'],
        ['Fuel consumption', '???', '11.2'],
        ['Tyre pressure, front', '2.0 bar', '2.2 bar'],
        ['Tyre pressure, rear', '2.2 bar', '2.4 bar'],
        ['Travel speed, first gear', '0 ... 3.1 km/h', '0 ... 2.9 km/h'],
        ['Alternator', '45 A', '55 A'],
        ['1T Track roller', '7 kg', '9 kg'],
        ['2T Idler', '5 kg', '6 kg'],
      ],
    },
  ],
})

export const indexPage = materialOf({
  page_id: 'index-1',
  index: [
    { code: '34 11 000', name: 'Front brake pads – remove and install', page: '34-4', lines: ['l001'] },
    { code: '34 11 020', name: 'Front brake calipers – remove and install', page: '34-5', lines: ['l002'] },
    { code: '34 21 320', name: 'Rear brake discs – remove and install', page: '34-10', lines: ['l003'] },
  ],
  blocks: [
    { id: 'b01', type: 'list_item', text: '34 11 000 Front brake pads – remove and install ... 34 - 4' },
    { id: 'b02', type: 'list_item', text: '020 Front brake calipers – remove and install ... 34 - 5' },
    { id: 'b03', type: 'list_item', text: '34 21 320 Rear brake discs – remove and install ... 34 - 10' },
  ],
})

export const wiringPage = materialOf({
  page_id: 'wiring-1',
  source_path: '1988 Norrland Wiring Manual/07.jpg',
  blocks: [
    { id: 'b01', type: 'caption', text: 'FUSE 11 7.5 AMP' },
    { id: 'b02', type: 'caption', text: '2.5 RD/YL' },
    { id: 'b03', type: 'caption', text: 'C204 9' },
    { id: 'b04', type: 'caption', text: 'FUEL PUMP' },
    { id: 'b05', type: 'caption', text: 'S341' },
    { id: 'b06', type: 'paragraph', text: 'Main fuel pump: voltage at pin 2 must be 12 V; resistance about 0.5 Ω.' },
  ],
})

export const causePage = materialOf({
  page_id: 'causes-1',
  blocks: [
    {
      id: 'b01',
      text: '',
      title: 'Clutch troubleshooting',
      rows: [
        ['Condition', 'Cause', 'Remedy'],
        ['Clutch slips', 'Oil on the lining', 'Replace the clutch disc'],
        ['Clutch slips', 'Pedal travel too short', 'Adjust the pedal travel'],
      ],
    },
  ],
})
