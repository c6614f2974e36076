/** Disjoint sets over 0 … size − 1. The representative of a set is its smallest member, whatever the order of the unions. */
export class UnionFind {
  private readonly parents: Int32Array

  constructor(size: number) {
    this.parents = Int32Array.from({ length: size }, (_, index) => index)
  }

  find(member: number): number {
    let top = member
    while (this.parentOf(top) !== top) top = this.parentOf(top)
    for (let current = member; current !== top;) {
      const next = this.parentOf(current)
      this.parents[current] = top
      current = next
    }
    return top
  }

  union(one: number, other: number): void {
    const [a, b] = [this.find(one), this.find(other)]
    this.parents[Math.max(a, b)] = Math.min(a, b)
  }

  private parentOf(member: number): number {
    return this.parents[member] ?? member
  }
}
