import { type RecipeFile, recordsIn, type RecipeValues } from './values.ts'

/** The model that OpenAI lets be tuned with text and with pictures. */
const MODEL = 'gpt-4o-2024-08-06'

/** Scripts that hand the records to OpenAI's fine-tuning, or to a server that speaks its protocol. */
export function openaiRecipes(values: RecipeValues): RecipeFile[] {
  const kinds = [
    { kind: 'text', files: 'text-', what: 'text alone' },
    { kind: 'vision', files: '', what: 'pictures' },
  ]
  return kinds.flatMap(({ kind, files, what }): RecipeFile[] => {
    const data = `openai/${files}train.`
    if (!values.files.has(`${data}jsonl`)) return []
    const name = `openai-${kind}.py`
    const text = script(values, files, recordsIn(values, data))
    return [{ name, text, data, command: `OPENAI_API_KEY=… python recipes/${name} --pay`, what: `OpenAI: ${MODEL} with ${what}` }]
  })
}

function script({ epochs, has_validation }: RecipeValues, files: string, rows: number): string {
  return `"""Fine-tuning at OpenAI (or a server that speaks its protocol: OPENAI_BASE_URL), which is paid. Run in the dataset folder.

pip install openai. OpenAI takes no new users for fine-tuning; without --pay the script says what it would send, and sends nothing.
"""

import argparse
import pathlib

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--model", default="${MODEL}")
parser.add_argument("--suffix", default="manual")
parser.add_argument("--pay", action="store_true", help="upload the files and start the job")
options = parser.parse_args()

TRAINING = pathlib.Path("openai/${files}train.jsonl")  # ${rows} conversations
VALIDATION = ${has_validation ? `pathlib.Path("openai/${files}validation.jsonl")` : 'None'}
for path in filter(None, (TRAINING, VALIDATION)):
    print(f"{path}: {path.stat().st_size} bytes")
if not options.pay:
    raise SystemExit("Nothing was sent. Say --pay to upload the files and to start the job.")

from openai import OpenAI

client = OpenAI()


def uploaded(path):
    return None if path is None else client.files.create(file=path.open("rb"), purpose="fine-tune").id


validation = uploaded(VALIDATION)
job = client.fine_tuning.jobs.create(
    model=options.model,
    suffix=options.suffix,
    seed=42,
    training_file=uploaded(TRAINING),
    **({} if validation is None else {"validation_file": validation}),
    # Batch size and learning rate are left to the service, which has its own scale for them.
    method={"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": ${Math.ceil(epochs)}}}},
)
print(f"{job.id}: {job.status}; follow it with: openai api fine_tuning.jobs.retrieve -i {job.id}")
`
}
