import type { Sketch } from '../drawing/sketch.ts'

/** Figures of the brakes section. All coordinates lie in a field of 380 × 285. */

export function lever(s: Sketch): void {
  s.ground('url(#dots)').path('M40 232A180 180 0 0 1 250 96L236 122A150 150 0 0 0 72 240Z', { fill: 'url(#cast)' })
  for (let notch = 0; notch < 8; notch++) {
    const turn = Math.PI + 0.28 + notch * 0.15
    s.line(222 + 162 * Math.cos(turn), 262 + 162 * Math.sin(turn), 222 + 176 * Math.cos(turn), 262 + 176 * Math.sin(turn), { width: 4 })
  }
  s.polygon(
    [
      [206, 250],
      [236, 268],
      [352, 60],
      [330, 48],
    ],
    { fill: 'url(#steel)' },
  )
    .path('M318 70L352 8C362 0 378 10 372 22L342 84Z', { fill: 'black' })
    .bolt(222, 258, 15)
  s.call('1', 356, 160, [290, 144]).arrow(290, 60, 212, 46)
}

export function cableNut(s: Sketch): void {
  s.ground('#ededed')
    .rect(120, 40, 26, 210, { fill: 'url(#cast)' })
    .hose('M0 145H124', 26, '#555')
    .thread(146, 145, 160, 20)
    .rect(158, 116, 26, 58, { fill: 'url(#steel)' })
    .rect(196, 112, 36, 66, { fill: 'url(#steel)' })
  s.line(158, 136, 184, 136)
    .line(158, 154, 184, 154)
    .line(196, 134, 232, 134)
    .line(196, 156, 232, 156)
    .line(304, 145, 380, 145, { width: 7 })
    .rect(326, 128, 54, 34, { fill: '#999' }, 6)
  s.call('2', 172, 58, [172, 120])
    .call('3', 258, 238, [218, 176])
    .path('M226 78C262 70 276 100 272 122', { fill: 'none', width: 4 })
    .polygon(
      [
        [270, 134],
        [262, 118],
        [280, 118],
      ],
      { fill: 'black' },
    )
}

export function discPack(s: Sketch): void {
  s.ground('#fff').line(6, 142, 374, 142, { dash: '14 5 3 5', width: 1.3 })
  s.ellipse(52, 142, 40, 112, { fill: 'url(#cast)' }).ellipse(46, 142, 26, 84, { fill: '#888' })
  for (const [index, x] of [112, 152, 192, 232, 272].entries()) {
    s.ellipse(x, 142, 27, 92, { fill: index % 2 === 0 ? 'url(#steel)' : 'url(#dots)' }).ellipse(x, 142, 13, 46)
  }
  s.ellipse(330, 142, 34, 106, { fill: 'url(#cast)' })
  for (const [x, y] of [
    [330, 54],
    [330, 230],
    [352, 98],
    [352, 186],
  ] as const)
    s.bolt(x, y, 8)
  s.call('4', 112, 262, [112, 222]).call('5', 232, 30, [232, 66])
}

export function discMicrometer(s: Sketch): void {
  s.ground('#e6e6e6')
    .circle(120, 170, 104, { fill: 'url(#dots)' })
    .circle(120, 170, 52, { fill: '#e6e6e6' })
    .gear(120, 170, 60, 16, 9, { fill: 'none' })
  s.path('M176 82V52A60 60 0 0 1 290 52V110H262V60A34 34 0 0 0 204 60V82Z', { fill: 'url(#cast)' })
    .rect(196, 92, 26, 16, { fill: 'url(#steel)' })
    .rect(244, 92, 24, 18, { fill: 'url(#steel)' })
    .rect(284, 86, 82, 28, { fill: 'url(#steel)' }, 5)
  for (let x = 292; x < 360; x += 8) s.line(x, 86, x, 100, { width: 1.4 })
  for (let place = 0; place < 6; place++)
    s.circle(120 + 78 * Math.cos(place * 1.047), 170 + 78 * Math.sin(place * 1.047), 6, { fill: 'black' })
}

export function packGap(s: Sketch): void {
  s.ground('#fff').path('M20 110H76V250H300V110H356V270H20Z', { fill: 'url(#hatch)' })
  for (let disc = 0; disc < 6; disc++) s.rect(78, 150 + disc * 16, 220, 15, { fill: disc % 2 === 0 ? 'url(#steel)' : 'url(#dots)' })
  s.rect(30, 88, 316, 22, { fill: 'url(#steel)' }).rect(178, 30, 22, 120, { fill: 'url(#steel-across)' })
  for (let y = 38; y < 86; y += 6) s.line(178, y, 188, y, { width: 1.3 })
  s.arrow(126, 36, 126, 82).arrow(252, 36, 252, 82).dimension('C', 240, 112, 240, 150, 264, 140)
}
