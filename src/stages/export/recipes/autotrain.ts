import { TARGETS, yaml } from './configurations.ts'
import type { RecipeFile, RecipeValues } from './values.ts'

/** AutoTrain packs pairs into blocks and cuts them where a block ends: long blocks cut few. */
const BLOCK = 2048
/** The one architecture that AutoTrain's vision trainer takes is PaliGemma; of its sizes the one that can read a page. */
const VISION_MODEL = 'google/paligemma2-3b-pt-896'

/** AutoTrain's own configuration files: flat text, or turns with the model's template where only those were written; and pictures. */
export function autotrainRecipes(values: RecipeValues): RecipeFile[] {
  const { files } = values
  const flat = { path: '.', train: 'hf_train_autotrain', validation: 'hf_val_autotrain', template: null }
  const chat = { path: 'autotrain-chat', train: 'train', validation: 'validation', template: 'tokenizer' }
  const text = files.has('hf_train_autotrain.jsonl') ? flat : files.has('autotrain-chat/train.jsonl') ? chat : undefined
  return [
    ...(text === undefined ? [] : [textRecipe(values, text)]),
    ...(files.has('autotrain-vlm/train/metadata.jsonl') ? [visionRecipe(values)] : []),
  ]
}

const common = ({ lora, epochs, learning_rate }: RecipeValues): Record<string, unknown> => ({
  // Whole ones only.
  epochs: Math.ceil(epochs),
  lr: learning_rate,
  warmup_ratio: 0.1,
  weight_decay: 0.01,
  peft: true,
  lora_r: lora.rank,
  lora_alpha: lora.alpha,
  lora_dropout: lora.dropout,
  quantization: 'int4',
  mixed_precision: 'bf16',
})

type Files = Readonly<{ path: string; train: string; validation: string; template: string | null }>

function textRecipe(values: RecipeValues, { path, train, validation, template }: Files): RecipeFile {
  return yaml(
    'autotrain-text.yaml',
    `AutoTrain: QLoRA of ${values.text_model}`,
    `${path === '.' ? '' : `${path}/`}${train}.`,
    'autotrain --config recipes/autotrain-text.yaml',
    'pip install autotrain-advanced; AutoTrain looks for <split>.jsonl in `path`',
    {
      task: 'llm-sft',
      base_model: values.text_model,
      project_name: 'adapter-text',
      log: 'tensorboard',
      backend: 'local',
      data: {
        path,
        train_split: train,
        valid_split: values.has_validation ? validation : null,
        chat_template: template,
        column_mapping: { text_column: 'text' },
      },
      params: {
        ...common(values),
        block_size: Math.max(BLOCK, values.max_length),
        model_max_length: Math.max(BLOCK, values.max_length),
        batch_size: values.batch_size,
        gradient_accumulation: values.gradient_accumulation,
        optimizer: 'paged_adamw_8bit',
        target_modules: TARGETS.join(','),
        padding: 'right',
      },
    },
  )
}

function visionRecipe(values: RecipeValues): RecipeFile {
  return yaml(
    'autotrain-vision.yaml',
    `AutoTrain: QLoRA of ${VISION_MODEL} with pictures`,
    'autotrain-vlm/train/',
    'autotrain --config recipes/autotrain-vision.yaml',
    'pip install autotrain-advanced; its vision trainer takes PaliGemma only, whose licence must be accepted on the Hub',
    {
      task: 'vlm:vqa',
      base_model: VISION_MODEL,
      project_name: 'adapter-vision',
      log: 'tensorboard',
      backend: 'local',
      data: {
        path: 'autotrain-vlm',
        train_split: 'train',
        valid_split: values.has_validation ? 'validation' : null,
        column_mapping: { image_column: 'image', text_column: 'text', prompt_text_column: 'prompt' },
      },
      params: {
        ...common(values),
        batch_size: 1,
        gradient_accumulation: values.vision_accumulation,
        optimizer: 'adamw_torch',
      },
    },
  )
}
