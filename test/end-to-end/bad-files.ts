import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

function pdf(objects: readonly string[], trailer: string): Buffer {
  let body = '%PDF-1.4\n'
  const offsets: number[] = []
  for (const [index, object] of objects.entries()) {
    offsets.push(Buffer.byteLength(body, 'latin1'))
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
  }
  const start = Buffer.byteLength(body, 'latin1')
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(body, 'latin1')
}

export function pdfWithoutPages(): Buffer {
  return pdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'], '')
}

/** One empty page behind a user password: the standard security handler, revision 2 (PDF 1.7, section 7.6.3). */
export function encryptedPdf(): Buffer {
  const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex')
  const padded = (password: string): Buffer => Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32)
  const id = createHash('md5').update('pagetune').digest()
  const ownerKey = createHash('md5').update(padded('owner')).digest().subarray(0, 5)
  const owner = rc4(ownerKey, padded('user'))
  const permissions = Buffer.alloc(4)
  permissions.writeInt32LE(-4)
  const key = createHash('md5').update(padded('user')).update(owner).update(permissions).update(id).digest().subarray(0, 5)
  const user = rc4(key, padding)
  const encrypt = `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P -4 >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    encrypt,
  ]
  return pdf(objects, `/Encrypt 4 0 R /ID [<${id.toString('hex')}> <${id.toString('hex')}>]`)
}

function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_, index) => index)
  let other = 0
  for (let index = 0; index < 256; index++) {
    other = (other + state[index]! + key[index % key.length]!) & 255
    ;[state[index], state[other]] = [state[other]!, state[index]!]
  }
  let one = 0
  let two = 0
  return Buffer.from(
    data.map((byte) => {
      one = (one + 1) & 255
      two = (two + state[one]!) & 255
      ;[state[one], state[two]] = [state[two]!, state[one]!]
      return byte ^ state[(state[one]! + state[two]!) & 255]!
    }),
  )
}

/** A valid one-bit PNG of any size in a few kilobytes to a few hundred. */
export function hugePng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Unclosed markup around a table of very many cells. */
export function runawayTable(cells: number): string {
  return `<html><body><h1>Endless</h1><div>Not closed<table>${`<tr>${'<td>1'.repeat(10)}`.repeat(cells / 10)}`
}
