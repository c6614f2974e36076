import type { Example } from '../contracts/example.ts'
import type { Box } from '../contracts/geometry.ts'
import { laterTurns } from './conversations.ts'
import { defineFormat, splitFiles } from './define-format.ts'
import { isJsonObject } from './jsonl.ts'
import { untagged } from './row.ts'
import { taggedQuestion, trainerText } from './text.ts'
import { conversationProblems, imageList, textTurns, turnsOf } from './turns.ts'

const GROUNDING = splitFiles('ms-swift', 'grounding-')
const TEXT = splitFiles('ms-swift', 'text-')
const isText = (path: string): boolean => path.includes('/text-')
const isGrounding = (path: string): boolean => path.includes('/grounding-')
const BOX = '<bbox>'

/**
 * ms-swift: messages and images; messages alone, for text models; and the same pairs grounded, with `objects.bbox` in pixels of the picture ("real"), which ms-swift
 * turns into each model's own convention. Relative paths are found through ROOT_IMAGE_DIR, which must be the dataset folder.
 */
export const msSwift = defineFormat({
  name: 'ms-swift',
  description: 'ms-swift: messages and images; messages alone; and grounded, with the boxes of the evidence',
  // Grounded answers end with the boxes of one pair.
  conversations: ({ path }) => !isGrounding(path),
  files: [...splitFiles('ms-swift', ''), ...TEXT, ...GROUNDING],
  images: true,
  repeats: true,
  record(example, { settings, imageOf }, file, copy, later) {
    const image = imageOf(example.page_id)
    const [question, answer] = [trainerText(example.question), trainerText(example.answer)]
    if (isText(file.path)) return { messages: [...textTurns(taggedQuestion(example, settings), answer), ...laterTurns(later)] }
    if (copy > 0) return null
    if (!isGrounding(file.path)) {
      const turns = [...textTurns(image === null ? question : `<image>${question}`, answer), ...laterTurns(later)]
      return { messages: turns, images: image === null ? [] : [image] }
    }
    const boxes = placesOf(example)
    if (image === null || boxes.length === 0) return null
    const asked = `<image>${question} Answer, and say where on the page it stands.`
    const found = `${answer}\n${boxes.map(() => BOX).join('')}`
    return { messages: textTurns(asked, found), images: [image], objects: { ref: [], bbox: boxes, bbox_type: 'real' } }
  },
  rules: () => ({
    row({ line, value: { messages, images, objects } }, { path: file, split }) {
      const texts = turnsOf(messages)
      if (isText(file)) {
        const found = conversationProblems(messages)
        const [asked, told] = texts
        return asked === undefined || told === undefined
          ? { problems: found }
          : { row: { file, line, split, ...untagged(asked), answer: told }, problems: found }
      }
      const { problems, paths } = imageList(images)
      const withoutBoxes = Array.isArray(messages)
        ? messages.map((turn: unknown) =>
            isJsonObject(turn) && typeof turn['content'] === 'string'
              ? { ...turn, content: turn['content'].replaceAll(BOX, '').trim() }
              : turn,
          )
        : messages
      problems.push(...conversationProblems(withoutBoxes, paths.length))
      const places = texts.join('').split(BOX).length - 1
      if (isGrounding(file) || objects !== undefined) problems.push(...objectProblems(objects, places))
      else if (places > 0) problems.push('The turns hold <bbox>, but the record has no objects.')
      const [question, answer] = texts
      if (question === undefined || answer === undefined) return { problems }
      const image = paths[0] ?? null
      return {
        row: {
          file,
          line,
          split,
          question: question.replaceAll('<image>', '').trim(),
          answer: answer.replaceAll(BOX, '').trim(),
          tag: '',
          image,
        },
        problems,
      }
    },
  }),
})

/** More boxes than this are given as the one around them all: a model that is shown a dozen cells learns to recite boxes. */
const MOST_BOXES = 4

/** Where on the pair's own page the answer stands, each box once. */
function placesOf({ page_id, evidence }: Example): Box[] {
  const own = evidence.flatMap(({ page_id: cited, box }) => (cited === page_id && box !== null ? [box] : []))
  const boxes = [...new Map(own.map((box) => [box.join(), box])).values()]
  if (boxes.length <= MOST_BOXES) return boxes
  const side = (index: 0 | 1 | 2 | 3, pick: (...values: number[]) => number): number => pick(...boxes.map((box) => box[index]))
  return [[side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)]]
}

/** ms-swift puts the boxes in the places of <bbox>, one after the other. */
function objectProblems(objects: unknown, places: number): string[] {
  if (!isJsonObject(objects) || !Array.isArray(objects['bbox'])) return ['The field objects with a list bbox is missing.']
  const boxes = objects['bbox'] as unknown[]
  const found: string[] = []
  if (boxes.length !== places) found.push(`The turns hold ${places} times <bbox>, but objects has ${boxes.length} boxes.`)
  for (const box of boxes) {
    const sides = Array.isArray(box) ? box.filter((side): side is number => typeof side === 'number' && side >= 0) : []
    const [left = 0, top = 0, right = 0, bottom = 0] = sides
    if (sides.length !== 4 || left >= right || top >= bottom)
      found.push(`The box ${JSON.stringify(box)} is not [left, top, right, bottom].`)
  }
  if (objects['bbox_type'] !== 'real') found.push('bbox_type is not "real": the boxes are in pixels.')
  return found
}
