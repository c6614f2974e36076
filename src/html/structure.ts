import { parse } from 'parse5'
import { PagetuneError } from '../contracts/error.ts'
import type { Block, BlockType, Structure, Table } from '../contracts/structure.ts'
import { type GridBudget, innerTables, isLayoutTable, rowsOf, tableFrom } from './tables.ts'
import { childrenOf, type HtmlElement, type HtmlNode, isBlockLevel, isElement, isUnseen, renderedText } from './text.ts'

/** Deeper markup is an accident or an attack; browsers stop at 512. */
const MAX_DEPTH = 512

/**
 * Reads an HTML page into blocks and tables, in the order of the markup.
 * The `<title>` becomes a `header` block, headings become `heading` blocks, list entries `list_item`, captions
 * `caption`, other text `paragraph`; every data table becomes a `table` block with a Table. Boxes are null. Comments,
 * scripts and hidden parts are left out; layout tables only pass on what they hold. Broken markup is read as a browser
 * reads it. Throws HTML_TOO_LARGE and HTML_TOO_DEEP.
 */
export function structureFromHtml(page_id: string, markup: string): Structure {
  const walk = new Walk(page_id)
  const document = parse(markup)
  refuseDeepMarkup(document, page_id)
  const title = find(document, 'title')
  if (title !== undefined) walk.add('header', renderedText(title.childNodes))
  const body = find(document, 'body')
  if (body !== undefined) walk.flow(body.childNodes)
  return { page_id, columns: 1, blocks: walk.blocks, tables: walk.tables }
}

/** First element of a name, in document order, looking only at the outer levels where `<title>` and `<body>` stand. */
function find(node: HtmlNode, name: string, depth = 0): HtmlElement | undefined {
  for (const child of childrenOf(node)) {
    if (!isElement(child)) continue
    if (child.tagName === name) return child
    const inner = depth < 2 ? find(child, name, depth + 1) : undefined
    if (inner !== undefined) return inner
  }
  return undefined
}

/** Everything below recurses, so depth is settled first. */
function refuseDeepMarkup(document: HtmlNode, page_id: string): void {
  let level: readonly HtmlNode[] = [document]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      throw new PagetuneError('HTML_TOO_DEEP', `The markup of this page is nested more than ${MAX_DEPTH} levels deep.`, {
        where: page_id,
        fix: 'Save the page again from a browser, or leave it out with sections.exclude_patterns.',
      })
    }
    level = level.flatMap((node) => [...childrenOf(node)])
  }
}

class Walk {
  readonly blocks: Block[] = []
  readonly tables: Table[] = []
  readonly #budget: GridBudget
  /** Open headings by level, the innermost last. */
  #headings: { level: number; id: string }[] = []

  constructor(page_id: string) {
    this.#budget = { used: 0, page_id }
  }

  add(type: BlockType, text: string, extra: Partial<Block> = {}): Block | undefined {
    if (text === '') return undefined
    const block: Block = {
      id: `b${String(this.blocks.length + 1).padStart(2, '0')}`,
      type,
      text: text.replaceAll('\n', ' '),
      box: null,
      lines: [],
      column: 1,
      parent: this.#headings.at(-1)?.id ?? null,
      confidence: 1,
      ...extra,
    }
    this.blocks.push(block)
    return block
  }

  /** Content that flows: runs of inline nodes become paragraphs, block elements are taken by kind. */
  flow(nodes: readonly HtmlNode[]): void {
    let inline: HtmlNode[] = []
    const close = (): void => {
      for (const line of renderedText(inline).split('\n')) this.add('paragraph', line)
      inline = []
    }
    for (const node of nodes) {
      if (!isElement(node) || (!isBlockLevel(node) && !holdsBlocks(node))) {
        inline.push(node)
        continue
      }
      close()
      if (!isUnseen(node)) this.#element(node)
    }
    close()
  }

  #element(element: HtmlElement): void {
    const level = /^h([1-6])$/.exec(element.tagName)?.[1]
    if (level !== undefined) {
      this.#heading(Number(level), renderedText(element.childNodes))
    } else if (element.tagName === 'table') {
      this.#table(element)
    } else if (element.tagName === 'p' || element.tagName === 'pre' || element.tagName === 'address') {
      this.add('paragraph', renderedText(element.childNodes))
    } else if (element.tagName === 'figcaption') {
      this.add('caption', renderedText(element.childNodes))
    } else if (element.tagName === 'li' || element.tagName === 'dt' || element.tagName === 'dd') {
      const nested = new Set(['ul', 'ol', 'table'])
      this.add(
        'list_item',
        renderedText(element.childNodes, (inner) => nested.has(inner.tagName)),
      )
      const inner = element.childNodes.filter((child) => isElement(child) && nested.has(child.tagName))
      this.flow(inner)
    } else if (element.tagName !== 'nav') {
      this.flow(element.childNodes)
    }
  }

  #heading(level: number, text: string): void {
    this.#headings = this.#headings.filter((heading) => heading.level < level)
    const block = this.add('heading', text)
    if (block !== undefined) this.#headings.push({ level, id: block.id })
  }

  #table(element: HtmlElement): void {
    if (isLayoutTable(element)) {
      for (const { row } of rowsOf(element)) for (const cell of row.childNodes) this.flow(childrenOf(cell))
      return
    }
    const caption = element.childNodes.find((child) => isElement(child) && child.tagName === 'caption')
    const title = caption === undefined ? '' : renderedText(childrenOf(caption)).replaceAll('\n', ' ')
    const block = this.add('table', ' ')!
    const table = tableFrom(element, block.id, title, this.#budget)
    const lines = table.rows.map((row) => row.map((cell) => cell.text.replaceAll('\n', ' ')).join(' | '))
    block.text = [title, ...lines].filter((line) => /[^\s|]/.test(line)).join('\n')
    this.tables.push(table)
    for (const { row } of rowsOf(element)) {
      for (const cell of row.childNodes) {
        if (isElement(cell)) for (const inner of innerTables(cell)) this.#table(inner)
      }
    }
  }
}

/** An inline element (a, span, font, center …) that wraps block elements passes them on. */
function holdsBlocks(element: HtmlElement): boolean {
  const pending: HtmlNode[] = [...element.childNodes]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isElement(node)) continue
    if (isBlockLevel(node)) return true
    pending.push(...node.childNodes)
  }
  return false
}
