import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/contracts/settings.ts'
import { adviceWriter } from '../../src/questions/advice.ts'
import { fusesWriter } from '../../src/questions/fuses.ts'
import { indexEntriesWriter } from '../../src/questions/index-entries.ts'
import { legendsWriter } from '../../src/questions/legends.ts'
import { lookupTablesWriter } from '../../src/questions/lookup-tables.ts'
import { maintenanceTablesWriter } from '../../src/questions/maintenance-tables.ts'
import { specificationTablesWriter } from '../../src/questions/specification-tables.ts'
import { troubleshootingWriter } from '../../src/questions/troubleshooting.ts'
import { answerTo, pageOf, written } from './page-builder.ts'

const torques = {
  headers: 1,
  rows: [
    ['40 - 1 Running Gear', 'Type', 'Screw', 'Measure', 'Unit'],
    ['40 11 Track frame', '', '', '', ''],
    ['1AZ Frame bolts Replace, wash and oil frame bolts', 'C1', 'M10', '60', 'Nm'],
    ['', 'C2', 'M10', '65', 'Nm'],
    ['', 'C3/C4', 'M12', '', ''],
    ['Torque', '', '', '20', 'Nm'],
    ['Torque angle', '', '', '50', '°'],
    ['2AZ Hub nut', 'All', 'M16', '', ''],
    ['Torque', '', '', '80', 'Nm'],
    ['Loosen nut 1/2 turn', '', '', '', ''],
    ['Torque', '', '', '50', 'Nm'],
    ['3AZ Oil drain plug', 'All', 'M22 x 1.5', '3?', 'Nm'],
  ],
}

describe('specification tables', () => {
  const { pairs, reasons } = written(specificationTablesWriter, pageOf({ table: torques, content: 'specification' }))
  it('give one pair for each variant, with group, thread and the notes of the row', () => {
    expect(answerTo(pairs, 'What is the tightening torque for the frame bolts (track frame; type C2; screw M10)?')).toBe(
      '65 Nm. Replace, wash and oil frame bolts.',
    )
  })
  it('keep the steps of a sequence together and in order', () => {
    expect(answerTo(pairs, 'How are the frame bolts tightened (track frame; type C3/C4; screw M12)?')).toBe(
      'Replace, wash and oil frame bolts.\nTorque: 20 Nm, then torque angle: 50°',
    )
    expect(answerTo(pairs, 'How is the hub nut tightened (track frame; all types; screw M16)?')).toBe(
      '1. Torque: 80 Nm\n2. Loosen nut 1/2 turn\n3. Torque: 50 Nm',
    )
  })
  it('cite the cells and refuse what cannot be read', () => {
    expect(pairs[0]?.draft.evidence.map(({ quote }) => quote)).toEqual([
      '40 11 Track frame',
      '1AZ Frame bolts Replace, wash and oil frame bolts',
      'C1',
      'M10',
      '60',
      'Nm',
    ])
    expect(pairs[0]?.draft.applies_to).toEqual(['C1'])
    expect(reasons).toEqual(['a value or its unit cannot be read'])
    const unsure = written(specificationTablesWriter, pageOf({ table: { ...torques, unsure: '65' } }))
    expect(unsure.reasons).toContain('read with too little confidence')
  })
  it('name the numbered row that heads rows without a number', () => {
    const rows = [
      ['40 - 2 Running Gear', 'Type', 'Screw', 'Measure', 'Unit'],
      ['40 11 Track frame', '', '', '', ''],
      ['3AZ Bearing cap bolts', '', '', '', ''],
      ['Screws and spacer pin', 'C2', 'M8', '22', 'Nm'],
    ]
    expect(
      answerTo(
        written(specificationTablesWriter, pageOf({ table: { headers: 1, rows } })).pairs,
        'What is the tightening torque for the screws and spacer pin (track frame; bearing cap bolts; type C2; screw M8)?',
      ),
    ).toBe('22 Nm')
  })
  it('take rows of notes to the item above, and cases of a step together', () => {
    const rows = [
      ['40 - 2 Running Gear', 'Type', 'Screw', 'Measure', 'Unit'],
      ['40 11 Track frame', '', '', '', ''],
      ['4AZ Hub bolts', 'C1 With cast', 'M10', '', ''],
      ['Fit new hub bolts', 'iron hub', '', '', ''],
      ['Torque', '', '', '30', 'Nm'],
      ['Torque angle (bolts no. 1 - 4)', '', '', '90', '°'],
      ['Torque angle (bolts no. 5 - 6)', '', '', '73', '°'],
      ['', 'C3', 'M10', '45', 'Nm'],
      ['5AZ Hub to shaft', '', '', '', ''],
      ['Do not use thread locker.', 'C2', 'M12', '105', 'Nm'],
    ]
    const notes = written(specificationTablesWriter, pageOf({ table: { headers: 1, rows } }))
    expect(notes.reasons).toEqual([])
    expect(answerTo(notes.pairs, 'How are the hub bolts tightened (track frame; type C1 with cast iron hub; screw M10)?')).toBe(
      'Fit new hub bolts.\n1. Torque: 30 Nm\n2. Torque angle:\n- bolts no. 1 - 4: 90°\n- bolts no. 5 - 6: 73°',
    )
    expect(answerTo(notes.pairs, 'What is the tightening torque for the hub bolts (track frame; type C3; screw M10)?')).toBe(
      '45 Nm. Fit new hub bolts.',
    )
    expect(answerTo(notes.pairs, 'What is the tightening torque for the hub to the shaft (track frame; type C2; screw M12)?')).toBe(
      '105 Nm. Do not use thread locker.',
    )
  })
  it('take no part whose name begins like a step for one', () => {
    const rows = [
      ['40 - 2 Running Gear', 'Type', 'Screw', 'Measure', 'Unit'],
      ['1AZ Idler lever', 'C1', 'M10', '90', 'Nm'],
      ['2AZ Screw plug for bearing pin', 'C2', 'M12', '20', 'Nm'],
      ['3AZ Screw-in pin on shaft', 'All', 'M7', '15', 'Nm'],
    ]
    const parts = written(specificationTablesWriter, pageOf({ table: { headers: 1, rows } }))
    expect(answerTo(parts.pairs, 'What is the tightening torque for the screw plug for bearing pin (type C2; screw M12)?')).toBe('20 Nm')
    expect(answerTo(parts.pairs, 'What is the tightening torque for the screw-in pin on the shaft (all types; screw M7)?')).toBe('15 Nm')
  })
  it('say which types the others are not, or refuse', () => {
    const head = ['40 - 2 Running Gear', 'Type', 'Screw', 'Measure', 'Unit']
    const others = ['', 'All others', 'M22', '40', 'Nm']
    const told = (rows: string[][]) => written(specificationTablesWriter, pageOf({ table: { headers: 1, rows: [head, ...rows] } }))
    const { pairs: both } = told([['7AZ Plug for tensioner', 'C1/C2', 'M22', '50', 'Nm'], others])
    expect(answerTo(both, 'What is the tightening torque for the plug for tensioner (all types other than C1/C2; screw M22)?')).toBe(
      '40 Nm',
    )
    expect(both[1]?.draft.evidence.map(({ quote }) => quote)).toContain('C1/C2')
    expect(told([['7AZ Plug for tensioner', 'All others', 'M22', '40', 'Nm']]).reasons).toEqual(['which types the others are is not told'])
  })
  it('say what the group says of its values', () => {
    const rows = [
      ['00 - 2 General', 'Screw', 'Measure', 'Unit'],
      ['00 00 M4 and M5 - maximum tightening torques according to standard 7', '', '', ''],
      ['M4 thread', 'M4 8.8', '2.9', 'Nm'],
    ]
    expect(
      answerTo(
        written(specificationTablesWriter, pageOf({ table: { headers: 1, rows } })).pairs,
        'What is the maximum tightening torque for the M4 thread (according to standard 7; screw M4 8.8)?',
      ),
    ).toBe('2.9 Nm')
  })
})

describe('maintenance tables', () => {
  const table = {
    headers: 1,
    rows: [
      ['00 00 210 500 Hour Inspection', 'Technical Data', 'Important Remarks!'],
      ['Replace final drive oil at operating temperature', 'Gr. 33', 'Use approved oil only'],
      ['Check track tension, correcting if necessary (including', '', ''],
      ['spare track)', '', ''],
    ],
  }
  const { pairs } = written(maintenanceTablesWriter, pageOf({ table, printed: '8' }))
  it('name the service, join wrapped rows, and ask for remarks and groups', () => {
    expect(answerTo(pairs, 'What has to be done at the 500 hour inspection?')).toBe(
      '- Replace final drive oil at operating temperature.\n- Check track tension, correcting if necessary (including spare track).',
    )
    expect(answerTo(pairs, 'What must be observed when replacing the final drive oil at the 500 hour inspection?')).toBe(
      'Use approved oil only.',
    )
    expect(answerTo(pairs, 'Which group of the Technical Data covers replacing the final drive oil at the 500 hour inspection?')).toBe(
      'Gr. 33',
    )
  })
})

describe('maintenance tables with a row that cannot be told', () => {
  it('give no list of all jobs, for it would lack one', () => {
    const rows = [
      ['500 Hour Inspection', 'Technical Data', 'Important Remarks!'],
      ['Replace final drive oil', 'Gr. 33', ''],
      ['Check track tension', '', 'By hand'],
      ['Check hose clamps', '', ''],
      ['Lubricate idler hub', '', ''],
      ['Fill washer tank and', '', ''],
    ]
    const { pairs, reasons } = written(maintenanceTablesWriter, pageOf({ table: { headers: 1, rows } }))
    expect(pairs.some(({ answer }) => answer.startsWith('- '))).toBe(false)
    expect(pairs.map(({ answer }) => answer)).toEqual(['Gr. 33', 'By hand.'])
    expect(reasons).toEqual(['a task is cut or read with too little confidence'])
  })
})

describe('maintenance tables whose jobs are limited', () => {
  const table = {
    headers: 1,
    rows: [
      ['500 Hour Inspection', 'Technical Data', 'Important Remarks!'],
      ['Check and adjust valve clearance except C 3', 'Gr. 11', ''],
      ['Check fluid level in tank for track drive', 'Gr. 00, Gr. 34 *)', 'Use approved fluid only'],
      ['Check chain guard for cracks', 'Gr. 40', ''],
    ],
  }
  const told = (footer: string) =>
    written(maintenanceTablesWriter, pageOf({ blocks: [['footer', footer]], table, content: 'specification' }))
  it('name what they do not hold for and what a thing belongs to, but not what is looked for', () => {
    const { pairs } = told('*) From serial number 500')
    const group = 'Which group of the Technical Data covers'
    const at = 'at the 500 hour inspection?'
    expect(answerTo(pairs, `${group} checking and adjusting the valve clearance (except C 3) ${at}`)).toBe('Gr. 11')
    expect(answerTo(pairs, `${group} checking the fluid level in the tank for track drive ${at}`)).toBe(
      'Gr. 00, Gr. 34 (from serial number 500)',
    )
    expect(answerTo(pairs, `${group} checking the chain guard ${at}`)).toBe('Gr. 40')
    const cited = pairs.find(({ answer }) => answer.includes('500'))?.draft.evidence.map(({ quote }) => quote)
    expect(cited).toContain('*) From serial number 500')
  })
  it('refuse a cell whose footnote only sends the reader elsewhere', () => {
    expect(told('* See Specifications').reasons).toContain('a footnote limits what the cell says')
  })
})

describe('troubleshooting tables', () => {
  const table = {
    headers: 1,
    rows: [
      ['Condition', 'Cause', 'Correction'],
      ['Track slips', 'a) Tension too low b) Sprocket worn', 'a} Adjust tension b) Replace sprocket'],
      ['Drive noise', 'a) Oil low b) Gear worn', 'a) Fill up oil'],
    ],
  }
  it('tell each cause with its own remedy', () => {
    const { pairs, reasons } = written(troubleshootingWriter, pageOf({ table, content: 'troubleshooting' }))
    expect(answerTo(pairs, 'What are the possible causes and remedies when the track slips?')).toBe(
      '- Tension too low: adjust tension.\n- Sprocket worn: replace sprocket.',
    )
    expect(answerTo(pairs, 'What is the remedy when the track slips if the cause is "sprocket worn"?')).toBe('Replace sprocket.')
    expect(reasons).toEqual(['causes and remedies do not match one to one'])
  })
})

describe('the rules of a task', () => {
  const rules = (task_rules: object) => settingsSchema.parse({ generate: { task_rules } })
  it('bound the causes of a complaint', () => {
    const rows = [
      ['Condition', 'Cause', 'Correction'],
      ['Track slips', 'a) Tension too low b) Sprocket worn', 'a) Adjust tension b) Replace sprocket'],
    ]
    const page = pageOf({ table: { headers: 1, rows }, content: 'troubleshooting' })
    const { pairs, reasons } = written(troubleshootingWriter, page, rules({ troubleshooting: { max_checks: 1 } }))
    expect(pairs).toEqual([])
    expect(reasons).toEqual(['no causes, or more than task_rules.troubleshooting.max_checks'])
  })
  it('bound the sentences of advice', () => {
    const page = pageOf({
      blocks: [
        ['operation', '40 12 000 BLEEDING TENSIONER'],
        ['note', 'Note: The valve is behind the sprocket. The hose is black. The grease is yellow.'],
      ],
    })
    const told = (max_sentences: number) => written(adviceWriter, page, rules({ explanation: { max_sentences } }))
    expect(told(2).reasons).toEqual(['more sentences than task_rules.explanation.max_sentences'])
    expect(told(3)).toMatchObject({ reasons: [], pairs: [{}] })
  })
})

describe('lists looked up by a key', () => {
  it('tell what a pin is for before its abbreviation, its colour alone beside a bare one, and no row that points to another', () => {
    const table = {
      title: 'Connector C14',
      headers: 1,
      rows: [
        ['Pin', 'Description', 'Description', 'Wire Colors'],
        ['1', 'EFP', 'Electric fuel pump', 'green'],
        ['2', 'FTM', '', 'brown'],
        ['3', '15 U', 'Same as 1, without fuse', 'black'],
      ],
    }
    const { pairs, reasons } = written(lookupTablesWriter, pageOf({ table, content: 'pinout' }))
    expect(answerTo(pairs, 'What is pin 1 of the connector C14 for (running gear)?')).toBe('Electric fuel pump (EFP); wire color: green')
    expect(answerTo(pairs, 'Which wire color is on pin 2 of the connector C14 (running gear)?')).toBe('Brown')
    expect(answerTo(pairs, 'What is pin 2 of the connector C14 for (running gear)?')).toBeUndefined()
    expect(pairs).toHaveLength(2)
    expect(reasons).toEqual(['the row only points to another one'])
  })

  it('ask for the pins of a named connector and leave unused ones', () => {
    const table = {
      title: 'CIRCUITS USING C12 (IMPLEMENT CONNECTOR)',
      headers: 1,
      rows: [
        ['TERMINAL', 'CIRCUIT'],
        ['A', 'Not Used'],
        ['B', 'Work lights'],
      ],
    }
    const { pairs, reasons } = written(lookupTablesWriter, pageOf({ table, content: 'pinout' }))
    expect(pairs).toHaveLength(1)
    expect(answerTo(pairs, 'Which circuit is on terminal B of C12 (implement connector; running gear)?')).toBe('Work lights')
    expect(reasons).toEqual(['marked as not used'])
  })
  it('leave out a column that was not read, where each has a heading of its own', () => {
    const table = {
      title: 'CONNECTOR C12',
      headers: 1,
      rows: [
        ['Pin', 'Wire', 'Leads to', 'Measured'],
        ['1', '2.5 BN', 'Earth point G102', '0V'],
        ['2', '1.5 RD', 'Work lights', '12 V'],
      ],
      unsure: '0V',
    }
    const { pairs, reasons } = written(lookupTablesWriter, pageOf({ table, content: 'pinout' }))
    expect(answerTo(pairs, 'What is connected to pin 1 of the connector C12 (running gear)?')).toBe(
      'Wire: 2.5 BN; leads to: Earth point G102',
    )
    expect(answerTo(pairs, 'What is connected to pin 2 of the connector C12 (running gear)?')).toBe(
      'Wire: 1.5 RD; leads to: Work lights; measured: 12 V',
    )
    expect(reasons).toEqual(['one column of a row is read with too little confidence'])
  })
  it('name the section of a bare measure on a named machine', () => {
    const rows = [
      ['', 'Carrier 18', 'Carrier 24'],
      ['Release pressure', '15 bar', '18 bar'],
      ['Play of brake cable', '1.5 mm', '1.6 mm'],
    ]
    const { pairs } = written(lookupTablesWriter, pageOf({ table: { headers: 1, rows }, vehicles: ['Carrier'] }))
    expect(answerTo(pairs, 'What is the release pressure (running gear) on the Carrier 18?')).toBe('15 bar')
    expect(answerTo(pairs, 'What is the play of the brake cable on the Carrier 24?')).toBe('1.6 mm')
  })
  it('refuse a table that nothing names', () => {
    const table = {
      headers: 1,
      rows: [
        ['Pin', 'Wire'],
        ['1', 'red'],
      ],
    }
    expect(written(lookupTablesWriter, pageOf({ table })).reasons).toEqual(['nothing names what the table is about'])
  })
})

describe('index pages', () => {
  it('give number and page of a job, and the page of what has no number', () => {
    const entry = (code: string | null, name: string, page: string, line: string) => ({ code, name, page, lines: [line] })
    const page = pageOf({
      content: 'index',
      blocks: [
        ['list_item', '40 11 220 Front rollers – remove and install 40 - 5'],
        ['list_item', 'Grease line layout 40 - 10a'],
        ['list_item', 'Introduction 40 - 0'],
      ],
      index: [
        entry('40 11 220', 'Front rollers – remove and install', '40-5', 'l1'),
        entry(null, 'Grease line layout', '40-10a', 'l2'),
        entry(null, 'Introduction', '40-0', 'l3'),
      ],
    })
    const { pairs, reasons } = written(indexEntriesWriter, page)
    expect(
      answerTo(
        pairs,
        'What is the operation number for removing and installing the front rollers, and on which page of the Running Gear section is it described?',
      ),
    ).toBe('Operation 40 11 220, page 40-5')
    expect(answerTo(pairs, 'On which page of the Running Gear section do I find the grease line layout?')).toBe('Page 40-10a')
    expect(reasons).toEqual(['the entry names nothing to look for'])
  })
})

describe('drawings', () => {
  it('name the parts of a legend', () => {
    const page = pageOf({
      blocks: [
        ['heading', 'Idler Assembly:'],
        ['list_item', '1 Shaft'],
        ['list_item', '2 Bushing*'],
        ['list_item', '3 Hub'],
      ],
    })
    const { pairs } = written(legendsWriter, page)
    expect(pairs).toHaveLength(1)
    expect(answerTo(pairs, 'Which parts does the idler assembly consist of, numbered as in its drawing?')).toBe(
      '1: Shaft\n2: Bushing\n3: Hub',
    )
  })
  it('give a rating only where one stands by the fuse and fuses are made with it', () => {
    const page = pageOf({
      content: 'wiring',
      blocks: [['heading', 'POWER DISTRIBUTION']],
      lines: [
        { text: 'POWER DISTRIBUTION', box: [0, 0, 200, 20] },
        { text: 'FUSE 21', box: [100, 100, 160, 115] },
        { text: '7.5 AMP', box: [100, 118, 160, 133] },
        { text: 'FUSE22', box: [300, 100, 360, 115] },
        { text: '75 AMP', box: [300, 118, 360, 133] },
        { text: '1.5 RD/WT', box: [300, 300, 360, 315] },
      ],
    })
    const { pairs, reasons } = written(fusesWriter, page)
    expect(answerTo(pairs, 'What is the rating of fuse 21 in the power distribution?')).toBe('7.5 amp')
    expect(pairs).toHaveLength(1)
    expect(reasons).toEqual(['no single rating stands beside the fuse', 'where the wire leads is not sure from the drawing'])
  })
})
