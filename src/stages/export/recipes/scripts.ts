import type { RecipeFile, RecipeValues } from './values.ts'

/** Recipes that are a command line or a script of the trainer's own. */

/** ms-swift's command line (from version 4 on): text, pictures, and pictures with the places of the answers. */
export function msSwiftRecipes(values: RecipeValues): RecipeFile[] {
  const kinds = [
    { kind: 'text', files: 'text-', what: `QLoRA of ${values.text_model}` },
    { kind: 'vision', files: '', what: `LoRA of ${values.vision_model} with pictures` },
    { kind: 'grounding', files: 'grounding-', what: 'the same, answering with the place on the page' },
  ]
  return kinds.flatMap(({ kind, files, what }): RecipeFile[] => {
    const data = `ms-swift/${files}train.`
    if (!values.files.has(`${data}jsonl`)) return []
    const name = `ms-swift-${kind}.sh`
    const text = kind === 'text' ? swiftText(values) : swiftVision(values, files, `adapter-${kind}`)
    return [{ name, text, data, command: `bash recipes/${name}`, what: `ms-swift: ${what}` }]
  })
}

const swiftCommon = ({ lora, epochs, learning_rate }: RecipeValues): string => `  --tuner_type lora \\
  --lora_rank ${lora.rank} --lora_alpha ${lora.alpha} --lora_dropout ${lora.dropout} \\
  --target_modules q_proj k_proj v_proj o_proj \\
  --torch_dtype bfloat16 \\
  --num_train_epochs ${epochs} \\
  --learning_rate ${learning_rate} --warmup_ratio 0.1 --weight_decay 0.01 \\
  --gradient_checkpointing true \\
  --save_total_limit 2 \\
`

const swiftData = (files: string, { has_validation }: RecipeValues): string =>
  `  --dataset ms-swift/${files}train.jsonl \\\n${has_validation ? `  --val_dataset ms-swift/${files}validation.jsonl \\\n` : ''}`

function swiftText(values: RecipeValues): string {
  return `#!/usr/bin/env bash
# pip install 'ms-swift>=4' bitsandbytes. Run in the dataset folder. --use_hf: the model comes from Hugging Face, not from ModelScope.
set -euo pipefail
swift sft \\
  --model ${values.text_model} --use_hf true \\
${swiftData('text-', values)}${swiftCommon(values)}  --quant_method bnb --quant_bits 4 --bnb_4bit_compute_dtype bfloat16 \\
  --optim paged_adamw_8bit \\
  --per_device_train_batch_size ${values.batch_size} \\
  --gradient_accumulation_steps ${values.gradient_accumulation} \\
  --max_length ${values.max_length} \\
  --output_dir adapter-text
`
}

function swiftVision(values: RecipeValues, files: string, output: string): string {
  return `#!/usr/bin/env bash
# pip install 'ms-swift>=4' qwen-vl-utils. Run in the dataset folder: relative picture paths are found through ROOT_IMAGE_DIR.
set -euo pipefail
export ROOT_IMAGE_DIR="\${ROOT_IMAGE_DIR:-$PWD}"
export MAX_PIXELS="\${MAX_PIXELS:-${values.max_pixels}}"
swift sft \\
  --model ${values.vision_model} --use_hf true \\
${swiftData(files, values)}${swiftCommon(values)}  --per_device_train_batch_size 1 \\
  --gradient_accumulation_steps ${values.vision_accumulation} \\
  --max_length ${values.vision_length} \\
  --output_dir ${output}
`
}

/** LLaVA's own trainer, from its repository; it has none for text alone. */
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
      name: 'llava-vision.sh',
      text,
      data: 'llava/train.',
      command: 'DATA=/path/to/data bash /path/to/data/recipes/llava-vision.sh',
      what: 'LLaVA: LoRA of llava-v1.5-7b, from a checkout of its repository',
    },
  ]
}
