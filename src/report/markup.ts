/** HTML that is already safe; only `html` and `raw` make it. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Content = Markup | string | number | null | undefined | readonly Content[]

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for element content and quoted attributes. Controls that HTML forbids are dropped. */
export function escapeHtml(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

function rendered(content: Content): string {
  if (content === null || content === undefined) return ''
  if (content instanceof Markup) return content.text
  if (typeof content === 'string') return escapeHtml(content)
  if (typeof content === 'number') return String(content)
  return content.map(rendered).join('')
}

/** Template tag: every value is escaped unless it is Markup. Indentation of the template is left out. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(
    parts.map((part, index) => part.replace(/\n\s+/g, '\n') + (index < values.length ? rendered(values[index]) : '')).join(''),
  )
}

/** Text of ours that needs no escaping: styles, and SVG that is made of numbers. */
export const raw = (text: string): Markup => new Markup(text)
