import type { Sketch } from '../drawing/sketch.ts'

/** Figures of the hydraulics section. All coordinates lie in a field of 380 × 285. */

export function testPort(s: Sketch): void {
  s.ground('url(#dots)')
    .polygon(
      [
        [40, 90],
        [280, 70],
        [330, 110],
        [330, 230],
        [90, 250],
        [40, 210],
      ],
      { fill: 'url(#cast)' },
    )
    .polygon(
      [
        [40, 90],
        [280, 70],
        [330, 110],
        [90, 130],
      ],
      { fill: '#e9e9e9' },
    )
  for (const x of [126, 184, 242])
    s.hose(`M${x} ${116 - (x - 90) / 12}V0`, 18).rect(x - 15, 90 - (x - 90) / 12, 30, 24, { fill: 'url(#steel)' })
  for (const [x, y] of [
    [124, 200],
    [200, 194],
    [276, 188],
  ] as const)
    s.circle(x, y, 24, { fill: '#8c8c8c' }).bolt(x, y, 14)
  s.letter('M1', 276, 157, 20).letter('P', 124, 170, 20).letter('T', 200, 164, 20).call('1', 352, 60, [284, 182])
}

export function mainGauge(s: Sketch): void {
  s.ground('#ededed')
    .pressureGauge(150, 126, 100, -28)
    .hose('M150 236C150 285 260 300 300 285', 18)
    .rect(290, 60, 54, 150, { fill: 'url(#cast)' }, 8)
  s.polygon(
    [
      [308, 60],
      [322, 10],
      [334, 12],
      [326, 62],
    ],
    { fill: 'url(#steel)' },
  )
    .circle(330, 14, 13, { fill: 'black' })
    .arrow(286, 28, 236, 28)
    .letter('bar', 150, 200, 20)
    .letter('0', 104, 168, 18)
    .letter('250', 196, 168, 18)
}

export function reliefValve(s: Sketch): void {
  s.ground('#fff')
    .path('M0 50H150V90H60V196H150V236H0Z', { fill: 'url(#hatch)' })
    .rect(60, 90, 90, 106, { stroke: 'none' })
    .rect(60, 104, 170, 78, { fill: 'url(#hatch-back)' })
    .rect(84, 122, 146, 42)
  s.polygon(
    [
      [84, 124],
      [108, 124],
      [126, 143],
      [108, 162],
      [84, 162],
    ],
    { fill: 'url(#steel)' },
  )
    .spring(128, 143, 222, 143, 6, 17)
    .rect(222, 124, 20, 38, { fill: '#999' })
    .thread(240, 143, 118, 26)
    .rect(262, 114, 26, 58, { fill: 'url(#steel)' })
  s.line(358, 130, 358, 156, { width: 5 })
    .line(20, 143, 60, 143, { width: 4 })
    .polygon(
      [
        [64, 143],
        [48, 134],
        [48, 152],
      ],
      { fill: 'black' },
    )
    .letter('P', 30, 34, 22)
  s.call('1', 276, 62, [274, 118])
    .call('2', 336, 224, [344, 152])
    .path('M320 92C350 80 372 110 366 140', { fill: 'none', width: 4 })
    .polygon(
      [
        [362, 150],
        [356, 134],
        [372, 134],
      ],
      { fill: 'black' },
    )
}

export function bleedJar(s: Sketch): void {
  s.ground('url(#dots)')
    .path('M0 30H210V150C180 190 60 190 0 170Z', { fill: 'url(#cast)' })
    .rect(84, 64, 74, 74, { fill: '#9c9c9c' }, 8)
    .circle(184, 100, 20, { fill: '#888' })
    .bolt(184, 100, 12)
  s.hose('M190 104C250 96 262 140 280 214', 12, '#eee')
    .path('M238 150V262C238 270 244 274 252 274H326C334 274 340 270 340 262V150', { fill: 'none', width: 3 })
    .rect(241, 206, 96, 64, { fill: '#b4b4b4', stroke: 'none' }, 6)
  for (const [x, y] of [
    [288, 224],
    [300, 240],
    [282, 250],
  ] as const)
    s.circle(x, y, 5, { width: 1.6 })
  s.line(241, 206, 337, 206, { width: 1.6 }).call('1', 250, 44, [190, 92])
}

export function tankLevel(s: Sketch): void {
  s.ground('#e2e2e2')
    .rect(40, 30, 300, 232, { fill: 'url(#cast)' }, 10)
    .rect(160, 60, 56, 168, { fill: '#333' }, 26)
    .rect(170, 70, 36, 148, { fill: '#fff' }, 18)
    .rect(171, 132, 34, 84, { fill: '#a0a0a0', stroke: 'none' }, 16)
  s.line(150, 104, 226, 104, { width: 3 })
    .line(150, 184, 226, 184, { width: 3 })
    .bolt(188, 44, 8)
    .bolt(188, 244, 8)
    .circle(288, 60, 22, { fill: 'url(#dark)' })
  s.call('A', 288, 112, [226, 104]).call('B', 288, 186, [226, 184])
}

export function pumpPipes(s: Sketch): void {
  s.ground('#ececec')
    .rect(0, 20, 70, 245, { fill: 'url(#cast)' })
    .rect(70, 60, 22, 166, { fill: '#9a9a9a' })
    .rect(92, 80, 170, 126, { fill: 'url(#cast)' }, 16)
    .rect(262, 104, 26, 78, { fill: 'url(#steel)' }, 8)
  s.rect(138, 54, 44, 30, { fill: 'url(#steel)' })
    .hose('M160 56C160 10 250 30 300 6', 18)
    .hose('M176 204C176 250 260 262 380 256', 40)
    .rect(152, 200, 50, 26, { fill: 'url(#steel)' })
    .rect(196, 206, 16, 14, { fill: '#444' })
  for (const y of [76, 210]) s.bolt(82, y, 9)
  s.call('1', 236, 74, [178, 64]).call('2', 104, 254, [156, 218]).call('3', 330, 208, [300, 248])
}

export function pumpCoupling(s: Sketch): void {
  s.ground('#f6f6f6')
    .rect(20, 60, 110, 170, { fill: 'url(#cast)' }, 10)
    .rect(130, 46, 24, 198, { fill: '#a9a9a9' })
    .rect(154, 120, 66, 50, { fill: 'url(#steel)' })
  for (let y = 126; y < 170; y += 8) s.line(160, y, 218, y, { width: 1.6 })
  s.circle(302, 145, 66, { fill: 'url(#cast)' })
    .circle(302, 145, 44, { fill: '#999' })
    .gear(302, 145, 30, 18, 6, { fill: '#fff' })
    .bolt(142, 66, 10)
    .bolt(142, 224, 10)
  for (const [x, y] of [
    [302, 92],
    [302, 198],
    [249, 145],
    [355, 145],
  ] as const)
    s.circle(x, y, 7, { fill: '#333' })
  s.line(220, 145, 262, 145, { dash: '14 5 3 5', width: 1.4 })
    .call('4', 200, 44, [146, 62])
    .call('5', 220, 250, [276, 176])
    .arrow(110, 24, 40, 24)
}

export function returnFilter(s: Sketch): void {
  s.ground('#fbfbfb')
    .rect(20, 150, 340, 135, { fill: 'url(#hatch)' })
    .rect(110, 150, 160, 135)
    .rect(140, 128, 100, 150, { fill: 'url(#cross)' }, 6)
    .rect(134, 120, 112, 12, { fill: 'url(#steel)' })
  s.spring(190, 66, 190, 118, 4, 26)
    .rect(96, 42, 188, 22, { fill: 'url(#cast)' }, 4)
    .rect(104, 140, 172, 9, { fill: 'black' }, 4)
    .bolt(112, 32, 10)
    .bolt(268, 32, 10)
  s.call('1', 46, 36, [108, 34])
    .call('2', 336, 36, [278, 54])
    .call('3', 300, 94, [214, 92])
    .call('4', 328, 182, [226, 196])
    .call('5', 46, 108, [108, 144])
}

export function cylinderParts(s: Sketch): void {
  s.ground('#fff')
    .circle(40, 76, 24, { fill: 'url(#cast)' })
    .circle(40, 76, 11)
    .rect(60, 46, 206, 60, { fill: 'url(#steel)' })
    .rect(258, 42, 16, 68, { fill: '#aaa' })
  s.line(20, 196, 372, 196, { dash: '14 5 3 5', width: 1.3 })
    .rect(30, 178, 28, 36, { fill: 'url(#steel)' })
    .rect(76, 164, 52, 64, { fill: 'url(#steel)' })
    .rect(90, 164, 8, 64, { fill: 'black' })
    .rect(108, 164, 8, 64, { fill: 'black' })
  s.rect(150, 160, 48, 72, { fill: 'url(#steel)' })
    .rect(150, 170, 14, 52, { fill: '#999' })
    .rect(212, 170, 12, 52, { fill: '#444' })
    .rect(238, 184, 108, 24, { fill: 'url(#steel)' })
    .circle(354, 196, 18, { fill: 'url(#cast)' })
    .circle(354, 196, 8)
  s.call('1', 320, 60, [240, 66])
    .call('2', 34, 140, [44, 180])
    .call('3', 92, 134, [100, 166])
    .call('4', 166, 128, [174, 162])
    .call('5', 296, 148, [292, 186])
    .call('6', 196, 258, [216, 220])
}

export function glandWrench(s: Sketch): void {
  s.ground('url(#dots)')
    .circle(150, 142, 100, { fill: 'url(#cast)' })
    .circle(150, 142, 82, { fill: 'url(#steel)' })
    .circle(150, 142, 34, { fill: '#333' })
    .circle(150, 142, 28, { fill: 'url(#round)' })
  for (const [x, y] of [
    [150, 82],
    [150, 202],
    [90, 142],
    [210, 142],
  ] as const)
    s.circle(x, y, 8, { fill: 'black' })
  s.path('M148 70C200 66 224 100 226 138L380 204L372 226L212 162C206 110 186 92 150 96Z', { fill: 'url(#steel)' })
    .circle(150, 82, 7, { fill: '#ddd' })
    .circle(212, 144, 7, { fill: '#ddd' })
  s.call('4', 46, 34, [98, 92]).call('5', 46, 252, [140, 152]).path('M280 250C320 240 346 250 362 268', { fill: 'none', width: 4 })
}

export function pistonSeals(s: Sketch): void {
  s.ground('#fff')
    .rect(10, 20, 360, 34, { fill: 'url(#hatch)' })
    .path('M20 100H80V66H104V90H128V66H150V110H20Z', { fill: 'url(#hatch-back)' })
    .rect(104, 56, 24, 32, { fill: 'black' }, 4)
  s.rect(20, 110, 350, 62, { fill: 'url(#steel)' })
    .path('M230 58H350V104H322V78H290V104H230Z', { fill: 'url(#hatch-back)' })
    .path('M292 104V80H320V104L312 92H300Z', { fill: 'black' })
    .line(10, 141, 376, 141, { dash: '14 5 3 5', width: 1.3 })
  s.call('7', 116, 226, [116, 76]).call('8', 306, 226, [310, 96]).arrow(166, 84, 222, 84)
}

export function rodRunout(s: Sketch): void {
  s.ground('#f2f2f2').rect(0, 236, 380, 49, { fill: 'url(#cast)' }).rect(16, 152, 340, 30, { fill: 'url(#steel)' })
  for (const x of [70, 310])
    s.polygon(
      [
        [x - 38, 236],
        [x - 28, 160],
        [x - 20, 160],
        [x, 190],
        [x + 20, 160],
        [x + 28, 160],
        [x + 38, 236],
      ],
      { fill: 'url(#cast)' },
    )
  s.dialGauge(190, 152)
    .rect(272, 40, 14, 196, { fill: 'url(#steel-across)' })
    .rect(214, 62, 72, 12, { fill: 'url(#steel)' })
    .path('M356 138C376 150 376 186 356 198', { fill: 'none', width: 4 })
    .polygon(
      [
        [350, 202],
        [366, 196],
        [362, 210],
      ],
      { fill: 'black' },
    )
}

export function cylinderBore(s: Sketch): void {
  s.ground('#fff')
    .rect(30, 50, 320, 44, { fill: 'url(#hatch)' })
    .rect(30, 196, 320, 44, { fill: 'url(#hatch)' })
    .rect(30, 94, 320, 102, { fill: '#e9e9e9' })
  for (let x = 40; x < 340; x += 16)
    s.line(x, 96, x + 30, 194, { width: 0.9, stroke: '#888' }).line(x + 30, 96, x, 194, { width: 0.9, stroke: '#888' })
  s.rect(250, 136, 130, 16, { fill: 'url(#steel)' })
    .rect(150, 104, 86, 14, { fill: '#555' })
    .rect(150, 172, 86, 14, { fill: '#555' })
    .polygon(
      [
        [236, 110],
        [252, 136],
        [252, 152],
        [236, 180],
        [224, 172],
        [240, 144],
        [224, 118],
      ],
      { fill: 'url(#steel)' },
    )
  s.arrow(90, 145, 44, 145).arrow(96, 145, 142, 145)
}
