import type { Raster } from '../../contracts/ocr.ts'
import { samplePatch } from '../../imaging/raster.ts'
import type { QuarterTurn } from '../../imaging/transform.ts'
import { detectText } from './detection.ts'
import { ENGLISH_DICTIONARY } from './dictionary.ts'
import { fileHash, modelPaths, runModel, turnClassifierPath } from './models.ts'
import { CROP_HEIGHT, MIN_CROP_WIDTH, Recogniser, STEP } from './recognition.ts'
import { cutCrop, pagePoint, type TextBox, turned } from './text-box.ts'

/** Long side at which lines are looked for, and how many of them vote. */
const DETECTION_SIDE = 960
const VOTERS = 8
/** Lines of this many letter heights are best: enough letters, not squeezed too much. */
const BEST_ASPECT = 6
/** A page with fewer lines, or lines of fewer heights in all, stays as it is: figures do not tell. */
const MIN_VOTERS = 2
/** Lying lines must outweigh level ones by this factor: drawings have labels that lie. */
const LYING = 1.5
/** Mean vote (−1 to 1) below which the classifier is not believed and the recogniser decides. */
const CLEAR = 0.5
/** Input of the classifier. */
const CLASSIFIER_WIDTH = 192

/**
 * By how many degrees clockwise a page must be turned so that its text is upright. Level or lying is told by the shapes of the
 * text lines, heads up or down by votes of the line classifier, or by which way round the recogniser reads better.
 */
export async function findTurn(page: Raster): Promise<QuarterTurn> {
  const boxes = await detectText(modelPaths(null).detection, page, DETECTION_SIDE)
  const long = boxes.filter(({ width, height }) => width > 1.5 * height)
  const lying = long.filter(({ angle }) => Math.abs(angle) > Math.PI / 4)
  const level = long.filter((box) => !lying.includes(box))
  const isLying = totalLength(lying) > LYING * totalLength(level)
  const voters = (isLying ? lying : level)
    .toSorted((a, b) => Math.abs(a.width / a.height - BEST_ASPECT) - Math.abs(b.width / b.height - BEST_ASPECT))
    .slice(0, VOTERS)
  if (voters.length < MIN_VOTERS) return 0
  const reversed = await isReversed(page, voters)
  if (isLying) return reversed ? 270 : 90
  return reversed ? 180 : 0
}

/** Identity of the models behind `findTurn`. */
export async function turnFingerprint(): Promise<string> {
  const { detection, recognition } = modelPaths(null)
  return (await Promise.all([detection, recognition, turnClassifierPath()].map(fileHash))).join(' ')
}

function totalLength(boxes: readonly TextBox[]): number {
  return boxes.reduce((sum, { width }) => sum + width, 0)
}

async function isReversed(page: Raster, voters: readonly TextBox[]): Promise<boolean> {
  let votes = 0
  for (const box of voters) votes += await classifierVote(page, box)
  if (Math.abs(votes) >= CLEAR * voters.length) return votes > 0
  const recogniser = await Recogniser.create(modelPaths(null).recognition, ENGLISH_DICTIONARY, 'the English dictionary')
  let forward = 0
  let backward = 0
  for (const box of voters) {
    forward += await legibility(recogniser, page, box)
    backward += await legibility(recogniser, page, turned(box, 2))
  }
  return backward > forward
}

/** −1 = upright … 1 = upside down. */
async function classifierVote(page: Raster, box: TextBox): Promise<number> {
  const width = Math.min(CLASSIFIER_WIDTH, Math.round((CROP_HEIGHT * box.width) / box.height))
  const right = box.width / width
  const down = box.height / CROP_HEIGHT
  const cos = Math.cos(box.angle)
  const sin = Math.sin(box.angle)
  const crop = samplePatch(page, pagePoint(box, 0, 0), [cos * right, sin * right], [-sin * down, cos * down], width, CROP_HEIGHT)
  const size = CLASSIFIER_WIDTH * CROP_HEIGHT
  const output = await runModel(turnClassifierPath(), CLASSIFIER_WIDTH, CROP_HEIGHT, (input) => {
    input.fill(0)
    for (let y = 0; y < CROP_HEIGHT; y++) {
      for (let x = 0; x < width; x++) {
        const value = crop.data[y * width + x]! / 127.5 - 1
        for (let channel = 0; channel < 3; channel++) input[channel * size + y * CLASSIFIER_WIDTH + x] = value
      }
    }
  })
  const [upright, upsideDown] = output.data as Float32Array
  return upsideDown! - upright!
}

async function legibility(recogniser: Recogniser, page: Raster, box: TextBox): Promise<number> {
  const { confidence, characters } = await recogniser.read(cutCrop(page, box, CROP_HEIGHT, STEP, MIN_CROP_WIDTH).raster)
  return confidence * characters.length
}
