/** Lines of a file that grows while the pairs go by; held as bytes, so that a file may be larger than the longest string. */
export class Lines {
  private readonly chunks: Buffer[] = []
  private waiting: string[] = []

  add(line: string): void {
    this.waiting.push(line)
    if (this.waiting.length >= 1000) this.flush()
  }

  addRecord(record: unknown): void {
    this.add(JSON.stringify(record))
  }

  bytes(): Buffer {
    this.flush()
    return Buffer.concat(this.chunks)
  }

  private flush(): void {
    if (this.waiting.length === 0) return
    this.chunks.push(Buffer.from(`${this.waiting.join('\n')}\n`))
    this.waiting = []
  }
}
