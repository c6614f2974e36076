import { PagetuneError } from '../../contracts/error.ts'

/** Alphabet of the English PP-OCRv3 and v4 recognisers (PaddleOCR's en_dict.txt); the npm package does not carry it. */
export const ENGLISH_DICTIONARY: readonly string[] = [
  ...'0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~!"#$%&\'()*+,-./ ',
]

/**
 * Text of each class of a CTC recogniser: class 0 is the blank (''), then the dictionary, then a space where the model was
 * trained with one (`use_space_char`). Throws OCR_DICTIONARY when the dictionary does not belong to the model: a shifted
 * alphabet would give confident nonsense.
 */
export function classTexts(dictionary: readonly string[], classes: number, where: string): string[] {
  const texts = ['', ...dictionary]
  if (texts.length === classes - 1) texts.push(' ')
  if (texts.length !== classes) {
    throw new PagetuneError(
      'OCR_DICTIONARY',
      `The dictionary has ${dictionary.length} characters, but the model knows ${classes - 1} (space included).`,
      {
        where,
        fix: 'Give the dictionary that the recognition model was trained with under `read.models.dictionary`.',
      },
    )
  }
  return texts
}
