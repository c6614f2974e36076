import type { ContentType } from '../../contracts/classification.ts'
import type { SourceType } from '../../contracts/source.ts'

/** What kind of book the page is from, and who asks. */
const SOURCES: Readonly<Record<SourceType, string>> = {
  service_manual: 'The page is from a service manual. The one who asks is a mechanic who stands at the machine.',
  electrical_manual:
    'The page is from a manual of the electrical system. The one who asks is an electrician who follows a wire with a meter in the hand: colours, cross sections, connectors, terminals, fuses and grounds are answered exactly as printed.',
  ecu_technical:
    'The page is from technical documentation of a control unit. The one who asks is a specialist who measures and diagnoses: signals, values with their conditions, and what follows from what.',
  html_specs: 'The page is a sheet of specifications. The one who asks wants a value for one model or variant, which the question names.',
  unknown: 'The page is from technical documentation. The one who asks works with the machine that it describes.',
}

/** What a page of this kind is good for, whatever book it is in. */
const CONTENTS: Readonly<Record<ContentType, string>> = {
  index:
    'It is an index. Ask on which page an operation is described and what its number is, with the full number as completed in the list below, and what operations a group has. Name the operation and the section in the question.',
  procedure:
    'It shows work step by step. Ask how the whole operation is done (answer: its steps, numbered, in the printed order, none left out), and for single steps that decide something: what is checked and against what, what is replaced each time, which tool, which torque, which side comes first, what must not happen. A caution or note is a question of its own.',
  specification:
    'It shows values. Ask for single values with everything that decides them (which part, variant, thread, condition, front or rear), one row or cell at a time. Answer with the value, its unit, and its tolerance or limit. Never ask for counts, sums, differences, or the largest of a table.',
  diagram:
    'It shows a drawing. Ask what a labelled part is, where it lies, what it connects or does, as far as labels, legend and text say so. Name parts by their names; a callout number may only be asked about together with what the drawing shows.',
  troubleshooting:
    'It helps to find faults. Ask what the causes of a complaint are, what is checked for it and how it is mended, keeping each cause with its own remedy and the order of the checks.',
  text: 'It explains something in running text. Ask how it works, why, when and under what conditions, so that the answer is one or two sentences of the text.',
  wiring:
    'It shows a circuit. Ask for the colour and cross section of a wire between two named points, the connector and terminal, what feeds a part, through which fuse, where it is grounded.',
  pinout:
    'It says what the terminals of a connector are. Ask what a terminal carries and which terminal carries a signal, with the connector named.',
  fuse_chart: 'It says which fuse protects what. Ask for the number and rating of the fuse of a consumer, and what a fuse protects.',
  flowchart:
    'It is a flow chart. Ask what is done after an outcome of a check, and which outcome leads where; follow the drawn arrows only.',
  signal:
    'It describes signals. Ask for the form, level, duration or frequency of a signal under its named condition, and where it is measured.',
  oscilloscope:
    'It shows recorded signals. Ask what is measured where, the scales, and the values that are printed; never read a value off a curve.',
  unknown: 'Ask only what the page states without doubt.',
}

/** Where a kind of page means something else in one book than in the others. */
const SPECIAL: Readonly<Partial<Record<`${SourceType} ${ContentType}`, string>>> = {
  'ecu_technical diagram':
    'The drawing is a block or function diagram: ask which signals go into and out of a block, and in which order things happen, as the labels and arrows say.',
  'service_manual diagram': 'The drawing shows parts in place: the names in the legend are the names that a mechanic uses.',
  'electrical_manual text': 'Ask how the circuit works: what switches what, when, and through which part.',
  'electrical_manual index': 'The rows name circuits or components; where no operation numbers are printed, ask for the page only.',
  'ecu_technical specification': 'A value holds at its operating point: name temperature, speed or voltage where they are given.',
}

/** What is asked about a page of one kind from one kind of book. */
export function guidanceFor(source: SourceType, content: ContentType): string {
  const special = SPECIAL[`${source} ${content}`]
  return [SOURCES[source], CONTENTS[content], ...(special === undefined ? [] : [special])].join('\n')
}
