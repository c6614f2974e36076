import { type RecipeFile, type RecipeValues, updatesOn } from './values.ts'

/** Scripts, because TRL's command line has no place for pictures and quantisation together. */
export function trlRecipes(values: RecipeValues): RecipeFile[] {
  const messages = values.files.has('trl/messages-train.jsonl')
    ? ['trl/messages-train.jsonl', 'trl/messages-validation.jsonl']
    : ['chat_train.jsonl', 'chat_val.jsonl']
  const found: RecipeFile[] = []
  if (values.files.has(messages[0] ?? '')) {
    found.push({
      name: 'trl-text.py',
      text: textScript(values, messages),
      data: messages[0] ?? '',
      command: 'python recipes/trl-text.py',
      what: `TRL: QLoRA of ${values.text_model}`,
    })
  }
  if ([...values.files.keys()].some((path) => path.startsWith('trl/vision-train-'))) {
    found.push({
      name: 'trl-vision.py',
      text: visionScript(values),
      data: 'trl/vision-train-',
      command: 'python recipes/trl-vision.py',
      what: `TRL: LoRA of ${values.vision_model} with pictures`,
    })
  }
  return found
}

const ARGUMENTS = (
  model: string,
  output: string,
  { learning_rate }: RecipeValues,
): string => `parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--model", default="${model}")
parser.add_argument("--output", default="${output}")
parser.add_argument("--max-steps", type=int, default=-1, help="stop after so many steps")
parser.add_argument("--learning-rate", type=float, default=${learning_rate})
parser.add_argument("--full-precision", action="store_true", help="no quantisation, 32 bits: for small models and for CPUs")
options = parser.parse_args()`

const SETTINGS = (
  { epochs, lora, has_validation }: RecipeValues,
  batch: number,
  accumulation: number,
  updates: number,
): string => `    output_dir=options.output,
    num_train_epochs=${epochs},
    max_steps=options.max_steps,
    per_device_train_batch_size=${batch},
    per_device_eval_batch_size=${batch},
    gradient_accumulation_steps=${accumulation},
    learning_rate=options.learning_rate,
    warmup_steps=max(1, (options.max_steps if options.max_steps > 0 else ${updates}) // 10),
    weight_decay=0.01,
    bf16=not options.full_precision,
    gradient_checkpointing=True,
    logging_steps=1 if options.max_steps > 0 else 10,
    save_strategy="epoch",
    eval_strategy="${has_validation ? 'epoch' : 'no'}",
    save_total_limit=2,
    seed=42,
    report_to="none",
)
lora = LoraConfig(r=${lora.rank}, lora_alpha=${lora.alpha}, lora_dropout=${lora.dropout}, bias="none", task_type="CAUSAL_LM", target_modules=["q_proj", "k_proj", "v_proj", "o_proj"])`

const END = (has_validation: boolean): string => `trainer = SFTTrainer(
    model=options.model,
    args=settings,
    train_dataset=data["train"],
    eval_dataset=${has_validation ? 'data["validation"]' : 'None'},
    processing_class=processing,
    peft_config=lora,
)
trainer.train()
trainer.save_model(options.output)
`

function textScript(values: RecipeValues, [train, validation]: readonly string[]): string {
  const files = values.has_validation ? `{"train": "${train}", "validation": "${validation}"}` : `{"train": "${train}"}`
  return `"""QLoRA fine-tuning of a text model on this dataset with TRL. Run in the dataset folder.

pip install trl peft datasets bitsandbytes
"""

import argparse

import torch
from datasets import load_dataset
from peft import LoraConfig
from transformers import AutoTokenizer, BitsAndBytesConfig
from trl import SFTConfig, SFTTrainer

${ARGUMENTS(values.text_model, 'adapter-text', values)}

data = load_dataset("json", data_files=${files}).select_columns(["messages"])
processing = AutoTokenizer.from_pretrained(options.model)
if processing.pad_token is None:
    processing.pad_token = processing.eos_token
quantized = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True, bnb_4bit_compute_dtype=torch.bfloat16)
settings = SFTConfig(
    # The longest pair of this dataset fits: nothing is cut.
    max_length=${values.max_length},
    model_init_kwargs={} if options.full_precision else {"quantization_config": quantized, "dtype": torch.bfloat16},
    optim="adamw_torch" if options.full_precision else "paged_adamw_8bit",
${SETTINGS(values, values.batch_size, values.gradient_accumulation, updatesOn(values, train ?? ''))}
${END(values.has_validation)}`
}

function visionScript(values: RecipeValues): string {
  const files = values.has_validation
    ? '{"train": "trl/vision-train-*.parquet", "validation": "trl/vision-validation-*.parquet"}'
    : '{"train": "trl/vision-train-*.parquet"}'
  return `"""LoRA fine-tuning of a vision-language model on this dataset with TRL. Run in the dataset folder.

pip install trl peft datasets pillow torchvision
"""

import argparse

import torch
from datasets import load_dataset
from peft import LoraConfig
from transformers import AutoProcessor
from trl import SFTConfig, SFTTrainer

${ARGUMENTS(values.vision_model, 'adapter-vision', values)}

data = load_dataset("parquet", data_files=${files})
processing = AutoProcessor.from_pretrained(options.model)
if hasattr(processing.image_processor, "max_pixels"):
    # Larger pictures are scaled down to this many pixels; the largest of this dataset counts, up to about 2560 tokens.
    processing.image_processor.max_pixels = ${values.max_pixels}
settings = SFTConfig(
    # Cutting a row would cut picture tokens, and the picture no longer fits its places.
    max_length=None,
    model_init_kwargs={} if options.full_precision else {"dtype": torch.bfloat16},
    optim="adamw_torch",
${SETTINGS(values, 1, values.vision_accumulation, updatesOn(values, 'trl/vision-train-'))}
${END(values.has_validation)}`
}
