import { type RecipeFile, type RecipeValues, warmupSteps } from './values.ts'

/** Scripts for Unsloth, which is a library: text from the same Parquet files as pictures. */
export function unslothRecipes(values: RecipeValues): RecipeFile[] {
  if (!values.files.has('unsloth/load.py')) return []
  const recipe = (kind: string, text: string, what: string): RecipeFile => {
    const name = `unsloth-${kind}.py`
    return { name, text, what, data: 'parquet/train-', command: `python recipes/${name}` }
  }
  return [
    recipe('text', textScript(values), `Unsloth: QLoRA of ${values.text_model}`),
    recipe('vision', visionScript(values), `Unsloth: QLoRA of ${values.vision_model} with pictures`),
  ]
}

const SETTINGS = (values: RecipeValues, kind: string): string => `        output_dir="adapter-${kind}",
        num_train_epochs=${values.epochs},
        per_device_train_batch_size=${kind === 'text' ? values.batch_size : 1},
        gradient_accumulation_steps=${kind === 'text' ? values.gradient_accumulation : values.vision_accumulation},
        learning_rate=${values.learning_rate},
        warmup_steps=${warmupSteps(values, 'parquet/train-')},
        weight_decay=0.01,
        bf16=True,
        max_length=${kind === 'text' ? values.max_length : values.vision_length},
        save_strategy="epoch",
        save_total_limit=2,
        seed=42,
        report_to="none",`

const END = (kind: string, what: string): string => `trainer.train()
model.save_pretrained("adapter-${kind}")
${what}.save_pretrained("adapter-${kind}")
`

const lora = ({ lora: { rank, alpha, dropout } }: RecipeValues): string =>
  `r=${rank}, lora_alpha=${alpha}, lora_dropout=${dropout}, bias="none"`

function textScript(values: RecipeValues): string {
  return `"""QLoRA fine-tuning of a text model on this dataset with Unsloth. Run in the dataset folder: pip install unsloth."""

from unsloth import FastLanguageModel  # first: it patches transformers
from datasets import load_dataset
from trl import SFTConfig, SFTTrainer

model, tokenizer = FastLanguageModel.from_pretrained("${values.text_model}", max_seq_length=${values.max_length}, load_in_4bit=True)
model = FastLanguageModel.get_peft_model(model, target_modules=["q_proj", "k_proj", "v_proj", "o_proj"], use_gradient_checkpointing="unsloth", ${lora(values)})


def text(pair):
    turns = [{"role": "user", "content": pair["question"]}, {"role": "assistant", "content": pair["answer"]}]
    return {"text": tokenizer.apply_chat_template(turns, tokenize=False)}


# Columns first: the pictures of the other recipe stay where they are.
pairs = load_dataset("parquet", data_files="parquet/train-*.parquet", split="train", columns=["question", "answer"])
pairs = pairs.map(text, remove_columns=["question", "answer"])
trainer = SFTTrainer(
    model=model,
    processing_class=tokenizer,
    train_dataset=pairs,
    args=SFTConfig(
${SETTINGS(values, 'text')}
        optim="paged_adamw_8bit",
        dataset_text_field="text",
    ),
)
${END('text', 'tokenizer')}`
}

function visionScript(values: RecipeValues): string {
  return `"""QLoRA fine-tuning of a vision-language model on this dataset with Unsloth. Run in the dataset folder: pip install unsloth."""

import sys

from unsloth import FastVisionModel  # first: it patches transformers
from unsloth.trainer import UnslothVisionDataCollator
from trl import SFTConfig, SFTTrainer

sys.path.insert(0, "unsloth")
from load import load

model, processor = FastVisionModel.from_pretrained("${values.vision_model}", load_in_4bit=True, use_gradient_checkpointing="unsloth")
model = FastVisionModel.get_peft_model(model, finetune_vision_layers=False, finetune_mlp_modules=False, ${lora(values)})
FastVisionModel.for_training(model)
pairs = load(split="train")
trainer = SFTTrainer(
    model=model,
    processing_class=processor,
    data_collator=UnslothVisionDataCollator(model, processor),
    train_dataset=pairs,
    args=SFTConfig(
${SETTINGS(values, 'vision')}
        optim="adamw_8bit",
        remove_unused_columns=False,
        dataset_text_field="",
        dataset_kwargs={"skip_prepare_dataset": True},
    ),
)
${END('vision', 'processor')}`
}
