import type { DefaultTreeAdapterTypes } from 'parse5'

export type HtmlNode = DefaultTreeAdapterTypes.Node
export type HtmlElement = DefaultTreeAdapterTypes.Element

/** Elements whose content is never text of the page. */
const UNSEEN = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'svg',
  'math',
  'iframe',
  'object',
  'select',
  'button',
  'textarea',
])

/** Elements that begin and end on a line of their own. */
const BLOCK_LEVEL = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hgroup hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node
}

/** Child nodes of an element or fragment; none for text and comments. */
export function childrenOf(node: HtmlNode): readonly HtmlNode[] {
  return 'childNodes' in node ? node.childNodes : []
}

export function attributeOf(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value
}

export function isBlockLevel(element: HtmlElement): boolean {
  return BLOCK_LEVEL.has(element.tagName)
}

/** Scripts, styles, form controls and whatever the markup itself hides. */
export function isUnseen(element: HtmlElement): boolean {
  if (UNSEEN.has(element.tagName) || attributeOf(element, 'hidden') !== undefined) return true
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributeOf(element, 'style') ?? '')
}

/**
 * The text of nodes as a browser would lay it out: inline elements are joined as they are written, `<br>` and block
 * elements begin a new line, runs of white space are one space. Raised digits become superscript digits ("cm³").
 * `skip` leaves whole elements out (nested tables).
 */
export function renderedText(nodes: readonly HtmlNode[], skip: (element: HtmlElement) => boolean = () => false): string {
  const parts: string[] = []
  for (const node of nodes) collect(node, parts, skip)
  return tidy(parts.join(''))
}

/** Collapses white space: single spaces within lines, no empty lines. */
export function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[\s\u00a0\u200b]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

function collect(node: HtmlNode, parts: string[], skip: (element: HtmlElement) => boolean): void {
  if ('value' in node) {
    parts.push(node.value.replace(/\s+/g, ' '))
    return
  }
  if (!isElement(node)) return
  if (isUnseen(node) || skip(node)) return
  if (node.tagName === 'br') {
    parts.push('\n')
    return
  }
  if (node.tagName === 'sup') {
    const raised: string[] = []
    for (const child of node.childNodes) collect(child, raised, skip)
    parts.push(raised.join('').replace(/^\d+$/, (digits) => [...digits].map((digit) => SUPERSCRIPTS[Number(digit)]).join('')))
    return
  }
  const block = isBlockLevel(node)
  if (block) parts.push('\n')
  for (const child of node.childNodes) collect(child, parts, skip)
  if (block) parts.push('\n')
}
