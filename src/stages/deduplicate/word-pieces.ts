/**
 * Splits a text into the word pieces of a BERT vocabulary: lower case without accents, words and single signs, then the longest
 * pieces from the left ('##' inside words). Devlin et al. 2018; the scheme of the MiniLM, BGE, E5 and GTE sentence models.
 */
export class WordPieces {
  private readonly ids: ReadonlyMap<string, number>
  private readonly unknown: number
  private readonly first: number
  private readonly last: number

  /** `vocabulary`: piece by id. It must hold [UNK], [CLS] and [SEP]. */
  constructor(vocabulary: readonly string[]) {
    this.ids = new Map(vocabulary.map((piece, id) => [piece, id]))
    this.unknown = this.ids.get('[UNK]') ?? 0
    this.first = this.ids.get('[CLS]') ?? 0
    this.last = this.ids.get('[SEP]') ?? 0
  }

  /** Ids of a text between [CLS] and [SEP], at most so many. */
  encode(text: string, most: number): number[] {
    const words =
      text
        .toLowerCase()
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []
    return [this.first, ...words.flatMap((word) => this.piecesOf(word)).slice(0, most - 2), this.last]
  }

  private piecesOf(word: string): number[] {
    const found: number[] = []
    for (let start = 0; start < word.length;) {
      let end = word.length
      let id: number | undefined
      for (; end > start; end--) {
        id = this.ids.get(`${start > 0 ? '##' : ''}${word.slice(start, end)}`)
        if (id !== undefined) break
      }
      if (id === undefined) return [this.unknown]
      found.push(id)
      start = end
    }
    return found
  }
}
