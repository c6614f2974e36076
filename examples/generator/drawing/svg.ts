import { setWords } from './fonts.ts'
import type { Mark, Sheet } from './sheet.ts'

/** Hatchings and tones that the figures are drawn with. */
const DEFINITIONS = `<defs>
<pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="9" height="9" fill="white"/><line x1="0" y1="0" x2="0" y2="9" stroke="black" stroke-width="2.2"/></pattern>
<pattern id="hatch-back" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="9" height="9" fill="white"/><line x1="0" y1="0" x2="0" y2="9" stroke="black" stroke-width="2.2"/></pattern>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(30)"><rect width="5" height="5" fill="#e6e6e6"/><circle cx="2.5" cy="2.5" r="1.1" fill="#777"/></pattern>
<pattern id="cross" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" fill="#ddd"/><path d="M0 0V7M0 0H7" stroke="#333" stroke-width="1.6"/></pattern>
<linearGradient id="steel" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#777"/><stop offset=".3" stop-color="#fafafa"/><stop offset=".65" stop-color="#bbb"/><stop offset="1" stop-color="#444"/></linearGradient>
<linearGradient id="steel-across" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#777"/><stop offset=".3" stop-color="#fafafa"/><stop offset=".65" stop-color="#bbb"/><stop offset="1" stop-color="#444"/></linearGradient>
<linearGradient id="cast" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#e9e9e9"/><stop offset=".5" stop-color="#bdbdbd"/><stop offset="1" stop-color="#7d7d7d"/></linearGradient>
<linearGradient id="dark" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#5c5c5c"/><stop offset="1" stop-color="#1d1d1d"/></linearGradient>
<radialGradient id="round" cx=".38" cy=".34" r=".75"><stop offset="0" stop-color="#fbfbfb"/><stop offset=".6" stop-color="#b5b5b5"/><stop offset="1" stop-color="#4e4e4e"/></radialGradient>
</defs>`

function markup(mark: Mark): string {
  switch (mark.kind) {
    case 'text': {
      const outline = setWords(mark.text, mark.x, mark.baseline, mark.style)
        .map((word) => word.outline)
        .join('')
      return `<path d="${outline}" fill="${mark.style.fill ?? 'black'}"/>`
    }
    case 'rule':
      return `<line x1="${mark.from[0]}" y1="${mark.from[1]}" x2="${mark.to[0]}" y2="${mark.to[1]}" stroke="black" stroke-width="${mark.width}" stroke-linecap="square"/>`
    case 'box': {
      const [left, top, right, bottom] = mark.box
      return `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="${mark.fill ?? 'none'}" stroke="black" stroke-width="${mark.width}"/>`
    }
    case 'art':
      return mark.svg
  }
}

/** The sheet as an SVG picture of its own size; text is outlines, so that no installed font is needed. */
export function svgOf(sheet: Sheet): string {
  const { width, height } = sheet
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${DEFINITIONS}<rect width="${width}" height="${height}" fill="white"/>${sheet.marks.map(markup).join('\n')}</svg>`
}
