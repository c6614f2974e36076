/** Connected pixels of a mask, from row runs and union-find (8-connected); moments are those of pixel centres. */
export interface Component {
  left: number
  top: number
  /** Exclusive. */
  right: number
  bottom: number
  area: number
  /** Sums of x, y, x², y², xy over the pixels. */
  sx: number
  sy: number
  sxx: number
  syy: number
  sxy: number
  /** Indices into `runs`. */
  runs: number[]
}

/** A stretch of set pixels in one row: x from `start` to `end` (exclusive). */
interface Run {
  readonly y: number
  readonly start: number
  readonly end: number
}

export interface Components {
  readonly components: Component[]
  readonly runs: readonly Run[]
}

/** Finds the components of a mask (row by row, non-zero = set), in the order of their topmost, leftmost pixel. */
export function findComponents(mask: Uint8Array, width: number, height: number): Components {
  const runs: Run[] = []
  const parent: number[] = []
  const root = (index: number): number => {
    let at = index
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }
  let above = 0
  let aboveEnd = 0
  for (let y = 0; y < height; y++) {
    const rowStart = runs.length
    const base = y * width
    let x = 0
    while (x < width) {
      if (mask[base + x] === 0) {
        x++
        continue
      }
      const start = x
      while (x < width && mask[base + x] !== 0) x++
      const index = runs.length
      runs.push({ y, start, end: x })
      parent.push(index)
      while (above < aboveEnd && runs[above]!.end < start) above++
      for (let other = above; other < aboveEnd && runs[other]!.start <= x; other++) {
        const a = root(index)
        const b = root(other)
        if (a !== b) parent[Math.max(a, b)] = Math.min(a, b)
      }
    }
    above = rowStart
    aboveEnd = runs.length
  }
  return { components: collect(runs, root), runs }
}

function collect(runs: readonly Run[], root: (index: number) => number): Component[] {
  const byRoot = new Map<number, Component>()
  for (let index = 0; index < runs.length; index++) {
    const { y, start, end } = runs[index]!
    const key = root(index)
    let component = byRoot.get(key)
    if (component === undefined) {
      component = { left: start, top: y, right: end, bottom: y + 1, area: 0, sx: 0, sy: 0, sxx: 0, syy: 0, sxy: 0, runs: [] }
      byRoot.set(key, component)
    }
    const length = end - start
    const sumX = ((start + end - 1) * length) / 2
    component.left = Math.min(component.left, start)
    component.right = Math.max(component.right, end)
    component.bottom = y + 1
    component.area += length
    component.sx += sumX
    component.sy += y * length
    component.sxx += sumOfSquares(end - 1) - sumOfSquares(start - 1)
    component.syy += y * y * length
    component.sxy += sumX * y
    component.runs.push(index)
  }
  return [...byRoot.values()]
}

/** 0² + 1² + … + n²; 0 for n < 0. */
function sumOfSquares(n: number): number {
  return n < 0 ? 0 : (n * (n + 1) * (2 * n + 1)) / 6
}
