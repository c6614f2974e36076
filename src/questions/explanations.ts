import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { hasQuantity } from '../text/values.ts'
import type { Asked } from './asked.ts'
import { isSure } from './cleaned.ts'
import { askDescription } from './described.ts'
import { nameOf, placeOf } from './descriptions.ts'
import { blockEvidence, distinct } from './evidence.ts'
import { placeTail, spokenHeading } from './headings.ts'
import { worded } from './phrasing.ts'
import { askProse } from './prose-statements.ts'
import { type Prose, type ProseSentence, proseOf, toldAlone } from './prose.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'explanations'

/** Single sentences of running text: what a thing is, is made of, does, causes or is used for, one question each. */
export const explanationsWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    if (page.classification.is_index) return { drafts, refusals }
    for (const prose of proseOf(page, ['paragraph', 'step'])) {
      for (const sentence of prose.sentences) {
        const asked = askedOf(sentence, prose, page)
        if (asked === null) continue
        if (sentence.blocks.every((block) => isSure(block, settings.generate.min_confidence)))
          drafts.push(draftOf(asked, sentence, prose, page, settings))
        else refusals.push({ block: sentence.blocks[0]?.id ?? 'page', writer: NAME, reason: 'read with too little confidence' })
      }
    }
    return { drafts, refusals }
  },
}

/** The sentence as question and answer, the place already in the wordings; null when it states nothing by itself. */
function askedOf(sentence: ProseSentence, prose: Prose, page: PageMaterial): Asked | null {
  const text = toldAlone(sentence.text)
  if (text === null || text === '') return null
  const described = askDescription(text, nameOf(prose, page))
  if (described !== null) return { ...described, wordings: described.wordings.map((wording) => `${wording}${placeOf(page)}?`) }
  const asked = askProse(text)
  if (asked === null) return null
  const named = asked.about !== undefined && (prose.heading?.text.toLowerCase().includes(asked.about.toLowerCase()) ?? false)
  const topic = nameOf(prose, page)?.replace(/^the /, '') ?? spokenHeading(prose.heading)
  const tail = named ? placeOf(page) : placeTail(topic, page, asked.about ?? '')
  return { ...asked, wordings: asked.wordings.map((wording) => wording.replace(/\?$/, `${tail}?`)) }
}

function draftOf(asked: Asked, { blocks }: ProseSentence, { heading }: Prose, page: PageMaterial, settings: Settings): Draft {
  const isValue = asked.type === 'parameter' || (hasQuantity(asked.answer) && asked.answer.length < 60)
  return worded(
    {
      wordings: asked.wordings,
      answer: asked.answer,
      task: isValue ? 'spec' : 'explanation',
      question_type: asked.type,
      applies_to: [],
      operation: null,
      evidence: distinct([...(heading === null ? [] : [heading]), ...blocks].map((block) => blockEvidence(page.page.page_id, block))),
    },
    settings,
  )
}
