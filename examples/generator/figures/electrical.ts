import type { Sketch } from '../drawing/sketch.ts'

/** Figures of the electrical section. All coordinates lie in a field of 380 × 285. */

export function batteryLead(s: Sketch): void {
  s.ground('url(#dots)')
    .polygon(
      [
        [40, 110],
        [290, 110],
        [340, 80],
        [90, 80],
      ],
      { fill: '#999' },
    )
    .rect(40, 110, 250, 140, { fill: 'url(#dark)' })
    .polygon(
      [
        [290, 110],
        [340, 80],
        [340, 220],
        [290, 250],
      ],
      { fill: '#333' },
    )
  for (let x = 64; x < 280; x += 38) s.circle(x + 24, 96, 9, { fill: '#eee' })
  s.rect(70, 66, 26, 30, { fill: 'url(#steel-across)' })
    .rect(270, 62, 26, 30, { fill: 'url(#steel-across)' })
    .hose('M84 68C60 20 20 60 0 30', 16, '#222')
    .hose('M284 64C300 10 350 40 380 20', 16, '#ddd')
  s.rect(62, 72, 44, 14, { fill: '#ddd' })
    .letter('–', 84, 150, 30)
    .letter('+', 278, 146, 30)
    .rect(110, 170, 120, 44)
    .call('1', 146, 34, [100, 78])
    .call('2', 216, 34, [272, 74])
}

export function starterMount(s: Sketch): void {
  s.ground('#e9e9e9')
    .path('M0 0H150V285H0Z', { fill: 'url(#cast)' })
    .rect(150, 130, 190, 110, { fill: 'url(#steel)' }, 14)
    .rect(170, 70, 130, 62, { fill: 'url(#cast)' }, 14)
    .rect(128, 96, 30, 160, { fill: '#999' }, 8)
  s.bolt(142, 110, 11)
    .bolt(142, 240, 11)
    .bolt(310, 88, 9)
    .bolt(310, 114, 7)
    .hose('M314 86C350 60 350 20 380 10', 13, '#222')
    .line(314, 114, 380, 130, { width: 4 })
  s.call('3', 334, 190, [312, 118]).call('4', 244, 34, [308, 82]).call('5', 70, 176, [138, 234], [138, 116])
}

export function hydrometer(s: Sketch): void {
  s.ground('#f4f4f4')
    .rect(60, 190, 260, 95, { fill: 'url(#dark)' })
    .circle(150, 190, 15, { fill: '#222' })
    .rect(136, 52, 28, 140, { fill: '#fff' }, 10)
    .path('M132 56C120 10 180 10 168 56Z', { fill: 'url(#dark)' })
  s.rect(145, 92, 10, 70, { fill: '#bbb' }, 5)
    .line(145, 110, 155, 110)
    .line(145, 124, 155, 124)
    .rect(138, 120, 24, 68, { fill: '#b0b0b0', stroke: 'none' })
    .rect(146, 90, 8, 76, {}, 4)
    .rect(144, 150, 12, 22, { fill: '#333' })
  for (let x = 190; x < 310; x += 40) s.circle(x, 190, 12, { fill: '#888' })
  s.dimension('D', 240, 104, 240, 150, 264, 136)
    .line(160, 104, 246, 104, { dash: '5 4', width: 1.4 })
    .line(160, 150, 246, 150, { dash: '5 4', width: 1.4 })
}

export function connectorFace(s: Sketch): void {
  s.ground('#f4f4f4')
    .rect(40, 40, 300, 190, { fill: 'url(#dark)' }, 22)
    .rect(56, 56, 268, 158, { fill: '#d6d6d6' }, 14)
    .rect(160, 22, 60, 24, { fill: '#444' }, 6)
  for (let pin = 0; pin < 10; pin++) {
    const [x, y] = [86 + (pin % 5) * 52, pin < 5 ? 84 : 152]
    s.rect(x - 15, y - 14, 30, 28, { fill: '#222' }, 4).rect(x - 7, y - 4, 14, 8, { fill: '#eee', width: 1 })
    s.letter(String(pin + 1), x, y + 38, 19)
  }
}

export function fuseBox(s: Sketch): void {
  s.ground('#ededed').rect(14, 26, 352, 226, { fill: 'url(#cast)' }, 14).rect(26, 38, 328, 202, { fill: '#fafafa' }, 8)
  for (let fuse = 0; fuse < 10; fuse++) {
    const [x, y] = [60 + (fuse % 5) * 65, fuse < 5 ? 62 : 156]
    s.rect(x - 17, y, 34, 46, { fill: 'url(#steel)' }, 5)
      .rect(x - 8, y + 8, 16, 14, { fill: '#333' })
      .letter(`F${fuse + 1}`, x, y + 68, 18)
  }
}
