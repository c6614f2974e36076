import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../contracts/format.ts'
import { problemsOf } from './define-format.ts'
import { writeWhole } from './file-writer.ts'
import { hasFile } from './jsonl.ts'
import { parquet } from './parquet.ts'
import { parquetFiles } from './parquet-reader.ts'
import type { Judged, ReadableFormat } from './readable-format.ts'

export const UNSLOTH_LOADER = 'unsloth/load.py'

/** A list comprehension and not `.map`: Arrow would encode the pictures again and add null keys to the parts. */
const LOADER = `"""Loads the pairs for Unsloth's vision fine-tuning: run in the dataset folder, or give it as the argument of load()."""

import pathlib

from datasets import load_dataset


def conversation(row):
    question = [{"type": "text", "text": row["question"]}]
    if row["image"] is not None:
        question.append({"type": "image", "image": row["image"].convert("RGB")})
    return {
        "messages": [
            {"role": "user", "content": question},
            {"role": "assistant", "content": [{"type": "text", "text": row["answer"]}]},
        ]
    }


def load(folder=".", split="train"):
    files = sorted(str(path) for path in pathlib.Path(folder, "parquet").glob(f"{split}-*.parquet"))
    rows = load_dataset("parquet", data_files=files, split="train")
    return [conversation(row) for row in rows]


if __name__ == "__main__":
    pairs = load()
    print(len(pairs), "conversations; the first:", pairs[0])
`

/** Unsloth takes Python objects: the Parquet files of the format `parquet`, and a loader that makes its conversations of them. */
export const unsloth: ReadableFormat = {
  name: 'unsloth',
  description: 'Unsloth: the Parquet files and a loader that makes its conversations (unsloth/load.py)',
  images: false,
  embeds: true,
  repeats: false,
  requires: [parquet.name],
  async files(folder) {
    return (await hasFile(folder, UNSLOTH_LOADER)) ? [{ path: UNSLOTH_LOADER, split: 'any' }] : []
  },
  missing: () => Promise.resolve([]),
  judged,
  problems: (folder) => problemsOf(judged, folder),
  open: (folder) =>
    Promise.resolve({
      add: () => Promise.resolve(),
      close: async () => ({ files: [await writeWhole(folder, UNSLOTH_LOADER, LOADER)], records: 0, left_out: 0 }),
    }),
}

/** The records are judged with `parquet`; here, that the loader is the one that fits them, and that they are there. */
async function* judged(folder: string): AsyncIterable<Judged> {
  const error = (message: string): Judged => {
    const problem: Problem = { severity: 'error', file: UNSLOTH_LOADER, message }
    return { file: UNSLOTH_LOADER, problems: [problem] }
  }
  if (!(await hasFile(folder, UNSLOTH_LOADER))) return
  if ((await readFile(join(folder, UNSLOTH_LOADER), 'utf8')) !== LOADER)
    yield error('The loader is not the one that fits the Parquet files.')
  const train = (await parquetFiles(folder, 'parquet')).filter(({ split }) => split === 'train')
  if (train.length === 0) yield error('There are no files parquet/train-*.parquet for the loader.')
}
