import type { Settings } from '../contracts/settings.ts'
import { isPaidServer, type ProviderName } from './session.ts'

/** Day on which the terms below were read. They change: the notice says where they stand. */
const TERMS_AS_OF = '2026-10'

export interface TermsNotice {
  /** Who must be agreed with, once for a project: 'anthropic', 'openai'. */
  readonly id: string
  readonly text: string
  /** The part of it that goes with the data: what the terms say, and where they stand. */
  readonly card: string
}

/**
 * What the provider's terms say about training on its output, if it has such terms: null for files, and for servers of one's own, where the
 * licence of the model holds. The text is for people; it is no legal advice.
 */
export function termsOf(name: ProviderName, settings: Settings): TermsNotice | null {
  if (name === 'anthropic') {
    return noticeOf(
      'anthropic',
      `You own what the model writes. But Anthropic's terms (as of ${TERMS_AS_OF}) say: "We prohibit customers from using our services to train or develop AI models without our written permission", and name as permitted the training of models that do not compete with Anthropic's (classifiers, extraction, search, summarisation). Read https://support.claude.com/en/articles/12326764 and https://www.anthropic.com/legal/commercial-terms, or ask a lawyer, before you train with the dataset or pass it on.`,
    )
  }
  if (name === 'openai' && isPaidServer(settings.models.openai.base_url)) {
    return noticeOf(
      'openai',
      `The terms of ${new URL(settings.models.openai.base_url).hostname} and of the model behind it may forbid to train models that compete with theirs on what they write (as of ${TERMS_AS_OF}: https://openai.com/policies). Read them, or ask a lawyer, before you train with the dataset or pass it on.`,
    )
  }
  return null
}

function noticeOf(id: string, card: string): TermsNotice {
  const text = `${card} A dataset for fine-tuning is what Pagetune makes. Each pair and the dataset card name the model. The generator "rules" and models with open weights have no such terms.`
  return { id, text, card }
}

/** The models that a run with these settings will ask. */
export function providersAsked({ generate, models }: Settings): ProviderName[] {
  if (generate.generator === 'rules') return []
  const judge = models.judge === 'none' ? [] : [models.judge]
  return [...new Set([generate.generator, ...judge])]
}
