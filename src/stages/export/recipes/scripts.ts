import type { RecipeFile, RecipeValues } from './values.ts'

/** Recipes that are a command line or a script of the trainer's own. */

export function msSwiftRecipes(values: RecipeValues): RecipeFile[] {
  if (!values.files.has('ms-swift/train.jsonl')) return []
  const { lora, has_validation } = values
  const script = (dataset: string, output: string): string => `#!/usr/bin/env bash
# pip install ms-swift. Run in the dataset folder: relative picture paths are found through ROOT_IMAGE_DIR.
set -euo pipefail
export ROOT_IMAGE_DIR="\${ROOT_IMAGE_DIR:-$PWD}"
export MAX_PIXELS="\${MAX_PIXELS:-${values.max_pixels}}"
swift sft \\
  --model ${values.vision_model} \\
  --dataset ms-swift/${dataset}train.jsonl \\
${has_validation ? `  --val_dataset ms-swift/${dataset}validation.jsonl \\\n` : ''}  --train_type lora \\
  --lora_rank ${lora.rank} --lora_alpha ${lora.alpha} --lora_dropout ${lora.dropout} \\
  --target_modules q_proj k_proj v_proj o_proj \\
  --torch_dtype bfloat16 \\
  --num_train_epochs ${values.epochs} \\
  --per_device_train_batch_size 1 \\
  --gradient_accumulation_steps ${values.vision_accumulation} \\
  --learning_rate ${values.learning_rate} --warmup_ratio 0.1 --weight_decay 0.01 \\
  --max_length ${values.vision_length} \\
  --gradient_checkpointing true \\
  --save_total_limit 2 \\
  --output_dir ${output}
`
  const recipes = [
    {
      name: 'ms-swift-vision.sh',
      text: script('', 'adapter-vision'),
      command: 'bash recipes/ms-swift-vision.sh',
      what: `ms-swift: LoRA of ${values.vision_model} with pictures`,
    },
  ]
  if (values.files.has('ms-swift/grounding-train.jsonl')) {
    const text = script('grounding-', 'adapter-grounding')
    recipes.push({
      name: 'ms-swift-grounding.sh',
      text,
      command: 'bash recipes/ms-swift-grounding.sh',
      what: 'ms-swift: the same, answering with the place on the page',
    })
  }
  return recipes
}

export function unslothRecipes(values: RecipeValues): RecipeFile[] {
  if (!values.files.has('unsloth/load.py')) return []
  const { lora } = values
  const text = `"""LoRA fine-tuning of a vision-language model on this dataset with Unsloth. Run in the dataset folder: pip install unsloth."""

import sys

from unsloth import FastVisionModel  # first: it patches transformers
from unsloth.trainer import UnslothVisionDataCollator
from trl import SFTConfig, SFTTrainer

sys.path.insert(0, "unsloth")
from load import load

model, processor = FastVisionModel.from_pretrained("${values.vision_model}", load_in_4bit=True, use_gradient_checkpointing="unsloth")
model = FastVisionModel.get_peft_model(model, finetune_vision_layers=False, r=${lora.rank}, lora_alpha=${lora.alpha}, lora_dropout=${lora.dropout}, bias="none")
FastVisionModel.for_training(model)
trainer = SFTTrainer(
    model=model,
    processing_class=processor,
    data_collator=UnslothVisionDataCollator(model, processor),
    train_dataset=load(split="train"),
    args=SFTConfig(
        output_dir="adapter-vision",
        num_train_epochs=${values.epochs},
        per_device_train_batch_size=1,
        gradient_accumulation_steps=${values.vision_accumulation},
        learning_rate=${values.learning_rate},
        warmup_ratio=0.1,
        weight_decay=0.01,
        optim="adamw_8bit",
        bf16=True,
        max_length=${values.vision_length},
        remove_unused_columns=False,
        dataset_text_field="",
        dataset_kwargs={"skip_prepare_dataset": True},
        save_total_limit=2,
        seed=42,
        report_to="none",
    ),
)
trainer.train()
model.save_pretrained("adapter-vision")
`
  return [
    {
      name: 'unsloth-vision.py',
      text,
      command: 'python recipes/unsloth-vision.py',
      what: `Unsloth: QLoRA of ${values.vision_model} with pictures`,
    },
  ]
}

/** LLaVA's own trainer, from its repository. */
export function llavaRecipes(values: RecipeValues): RecipeFile[] {
  if (!values.files.has('llava/train.json')) return []
  const { lora } = values
  const text = `#!/usr/bin/env bash
# In a checkout of LLaVA (pip install -e ".[train]"); DATA is the dataset folder.
set -euo pipefail
DATA="\${DATA:-$PWD}"
deepspeed llava/train/train_mem.py --deepspeed ./scripts/zero3.json \\
  --lora_enable True --lora_r ${lora.rank} --lora_alpha ${lora.alpha} --mm_projector_lr 2e-5 \\
  --model_name_or_path liuhaotian/llava-v1.5-7b --version v1 \\
  --vision_tower openai/clip-vit-large-patch14-336 --mm_projector_type mlp2x_gelu --mm_vision_select_layer -2 \\
  --image_aspect_ratio pad --group_by_modality_length True --bf16 True \\
  --data_path "$DATA/llava/train.json" --image_folder "$DATA" \\
  --num_train_epochs ${values.epochs} --per_device_train_batch_size 1 --gradient_accumulation_steps ${values.vision_accumulation} \\
  --learning_rate ${values.learning_rate} --weight_decay 0. --warmup_ratio 0.1 --lr_scheduler_type cosine \\
  --model_max_length ${Math.max(2048, values.max_length)} --gradient_checkpointing True --lazy_preprocess True \\
  --save_strategy epoch --save_total_limit 2 --output_dir "$DATA/adapter-llava"
`
  return [
    {
      name: 'llava.sh',
      text,
      command: 'DATA=/path/to/data bash /path/to/data/recipes/llava.sh',
      what: 'LLaVA: LoRA of llava-v1.5-7b, from a checkout of its repository',
    },
  ]
}
