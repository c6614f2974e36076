import type { Fact, TablePage } from '../layout/page.ts'
import { SHARED } from './machine.ts'

const cause = (text: string, remedy: string) => [null, text, remedy] as const
const down = (text: string, rows: number) => ({ text, down: rows })

export const HYDRAULIC_TROUBLESHOOTING: TablePage = {
  kind: 'table',
  number: '33-4',
  title: '33 Hydraulics – Troubleshooting',
  size: [1400, 1140],
  body: { font: 'sans', size: 21 },
  bold: { font: 'sans-bold', size: 21 },
  parts: [
    {
      table: {
        widths: [340, 450, 498],
        align: ['left', 'left', 'left'],
        header: [['Complaint', 'Cause', 'Remedy']],
        rows: [
          [down('Tray rises slowly or not at all', 4), 'Oil level too low', 'Top up oil, look for leaks.'],
          cause('Return filter clogged', 'Replace return filter 33 20 040.'),
          cause('Main pressure too low', 'Adjust main relief valve 33 00 120.'),
          cause('Hydraulic pump worn', 'Measure delivery, replace pump 33 10 200.'),
          [down('Tray sinks by itself', 2), 'Piston seal of tipping cylinder leaks', 'Overhaul tipping cylinder 33 30 500.'],
          cause('Spool of control valve scored', 'Replace control valve.'),
          [down('Pump howls', 3), 'Suction hose draws air', 'Tighten clip, replace hose if it is soft.'],
          cause('Oil too thick', `Warm up at idle speed for 5 minutes, use oil ${SHARED.hydraulicOil}.`),
          cause('Air in the oil', 'Bleed hydraulic system 33 00 150.'),
          [down('Oil becomes hotter than 80 °C', 3), 'Relief valve opens all the time', 'Check main pressure 33 00 100.'],
          cause('Oil cooler covered with chaff', 'Blow out from the inside with 3 bar at most.'),
          cause('Oil level too low', 'Top up oil.'),
          [down('Carrier pulls to one side', 3), 'Track tension unequal', 'Adjust track tension 26 10 005.'],
          cause('Parking brake drags on one side', 'Adjust parking brake 47 10 020.'),
          cause('Track motor worn', 'Measure leak oil: more than 1.2 l/min means a new motor.'),
          [down('Track motor does not turn', 2), 'Parking brake does not release', 'Bleed release cylinder 47 20 080.'],
          cause(`Fuse ${SHARED.brakeFuse[0]} blown`, `Look for a short circuit, replace fuse ${SHARED.brakeFuse[1]}.`),
        ],
      },
    },
    { note: 'Note: Check oil level, return filter and suction hose first: they are the cause of most complaints.' },
  ],
}

export const TROUBLESHOOTING_FACTS: readonly Fact[] = [
  {
    question: 'The tray of the Cairn sinks by itself. Which seal may leak?',
    answer: 'Piston seal of tipping cylinder',
    type: 'troubleshooting',
  },
  {
    question: 'The tray of the Cairn rises slowly and the return filter is clogged. What is done?',
    answer: 'Replace return filter 33 20 040.',
    type: 'troubleshooting',
  },
  {
    question: 'The hydraulic pump howls because the suction hose draws air. What is the remedy?',
    answer: 'Tighten clip, replace hose if it is soft.',
    type: 'troubleshooting',
  },
  { question: 'With what pressure may the oil cooler be blown out?', answer: '3 bar at most', type: 'troubleshooting' },
  { question: 'How much leak oil means that a track motor is worn?', answer: 'More than 1.2 l/min', type: 'troubleshooting' },
  { question: 'Which fuse may have blown when a track motor does not turn?', answer: 'Fuse F7', type: 'troubleshooting' },
  {
    question: 'The carrier pulls to one side because the tracks differ in tension. Which operation mends it?',
    answer: '26 10 005',
    type: 'index',
  },
]
