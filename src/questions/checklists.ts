import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Block } from '../contracts/structure.ts'
import { upperFirst } from '../text/letter-case.ts'
import { definite, withArticles } from '../text/noun-phrases.ts'
import { parseInstruction } from '../text/instructions.ts'
import { closed, isWhole } from '../text/sentences.ts'
import { isJob, topicOf } from '../text/topics.ts'
import { cleaned, isSure } from './cleaned.ts'
import { blockEvidence, distinct } from './evidence.ts'
import { placeTail, spokenHeading } from './headings.ts'
import { worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'checklists'
const MARK = /^\(?(\d{1,2})[.)]\s+/
const FEWEST = 3

/** Numbered lists under a heading that names a situation ('Engine fire in flight'), not a job: all points, in order. */
export const checklistsWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const { blocks } = page.structure
    for (const heading of blocks.filter(({ type }) => type === 'heading')) {
      const points = pointsUnder(heading, blocks)
      if (points === null) continue
      const name = spokenHeading(heading)
      const topic = topicOf(heading.text)
      // A job is told by the procedure writer, with its notes and cautions.
      if (
        name === '' ||
        topic === null ||
        isJob(topic) ||
        /^(?:the )?(?:before |after )?(?:the )?(?:work|job|operation|steps?|tasks?)$/i.test(name)
      )
        continue
      const reason = doubt([heading, ...points], settings)
      if (reason === null) drafts.push(draftOf(heading, name, points, page, settings))
      else refusals.push({ block: heading.id, writer: NAME, reason })
    }
    return { drafts, refusals }
  },
}

/** Where a list begins: at its first point, or at the paragraph right before it that announces it. */
function leadBefore(blocks: readonly Block[], first: number): number {
  let start = first
  while (start > 0 && isAdvice(blocks[start - 1]!)) start -= 1
  const before = blocks[start - 1]
  return before !== undefined && before.type === 'paragraph' && before.text.trim().endsWith(':') ? start - 1 : first
}

/** 'WARNING' on a line by itself: its text stands below it. */
const isBareLabel = (block: Block | undefined): boolean => block !== undefined && isAdvice(block) && /^\W*\p{Lu}+\W*$/u.test(block.text)

const isAdvice = ({ type }: Block): boolean => type === 'note' || type === 'caution'

/** The blocks under a heading when they are one list numbered from 1 without a gap, and advice behind it; null otherwise. */
function pointsUnder(heading: Block, blocks: readonly Block[]): Block[] | null {
  const all = blocks.filter(({ parent, type }) => parent === heading.id && type !== 'figure' && type !== 'footer' && type !== 'callout')
  // A sentence that leads to the list ('In this case:') stands before it.
  const points = all.filter(({ text }) => MARK.test(text))
  const under = points[0] === undefined ? all : all.slice(leadBefore(all, all.indexOf(points[0])))
  const counted = points.every(({ text }, index) => Number(MARK.exec(text)?.[1]) === index + 1)
  // What is said behind the last point and its advice is no part of the list.
  const lastPoint = points.at(-1) === undefined ? -1 : under.indexOf(points.at(-1)!)
  const behind = under.findIndex((block, index) => index > lastPoint && !isAdvice(block) && !isBareLabel(under[index - 1]))
  // More items without a number, as where the settings of points were read as a column of their own: the list is not whole.
  if (behind !== -1 && (under[behind]?.type === 'list_item' || under[behind]?.type === 'step')) return null
  const list = behind === -1 ? under : under.slice(0, behind)
  const others = list.filter((block) => !points.includes(block))
  // Advice may stand between the points, with its text, and what the next ones hold for: 'If the fire continues:'.
  const isClosed = others.every((block) => {
    const at = list.indexOf(block)
    return isAdvice(block) || isBareLabel(list[at - 1]) || block.text.trim().endsWith(':')
  })
  return points.length >= FEWEST && counted && isClosed ? list : null
}

function doubt(shown: readonly Block[], settings: Settings): string | null {
  if (!shown.every((block) => isSure(block, settings.generate.min_confidence))) return 'a point was read with too little confidence'
  if (!shown.every(({ text }) => isWhole(cleaned(text)))) return 'a point is cut or broken'
  return shown.length - 1 > settings.generate.task_rules.procedure.max_steps ? 'more points than task_rules.procedure.max_steps' : null
}

function draftOf(heading: Block, name: string, points: readonly Block[], page: PageMaterial, settings: Settings): Draft {
  const { blocks } = page.structure
  // A heading right over another one says of what kind the lists are: 'Emergency procedures'.
  const earlier = blocks.slice(0, blocks.indexOf(heading) + 1)
  const above = earlier.findLast(({ type }, index) => type === 'heading' && earlier[index + 1]?.type === 'heading')
  const tail = placeTail(above === undefined || above === heading ? '' : spokenHeading(above), page, name)
  const numbered = points.filter(({ text }) => MARK.test(text))
  const areJobs = numbered.filter(({ text }) => parseInstruction(text.replace(MARK, '')) !== null).length > numbered.length / 2
  // 'After landing', 'shutting down' take no article.
  const named = /^(?:before|after|during|on|in|at|when|with|without|if|\p{L}+ing)\b/iu.test(name) ? name : definite(withArticles(name))
  const wordings = areJobs
    ? [`What are the steps for ${named}${tail}?`, `What has to be done for ${named}${tail}?`]
    : [`What are the steps of the "${name}" checklist${tail}?`, `What does the "${name}" checklist say${tail}?`]
  return worded(
    {
      wordings,
      answer: points
        // 'WARNING' on a line by itself goes with its text.
        .flatMap((point, index) => {
          if (isBareLabel(point) && index < points.length - 1) return []
          const label = points[index - 1]
          return [isBareLabel(label) ? { text: `${label?.text.trim() ?? ''}: ${point.text}` } : point]
        })
        .map(({ text }) =>
          closed(
            upperFirst(MARK.test(text) ? `${MARK.exec(text)?.[1] ?? ''}. ${upperFirst(cleaned(text).replace(MARK, ''))}` : cleaned(text)),
          ),
        )
        .join('\n'),
      task: 'procedure',
      question_type: 'procedural',
      applies_to: [],
      operation: null,
      evidence: distinct([heading, ...points].map((block) => blockEvidence(page.page.page_id, block))),
    },
    settings,
  )
}
