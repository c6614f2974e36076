import { stringify } from 'yaml'
import { datasetName } from '../../../formats/llama-factory.ts'
import { type RecipeFile, type RecipeValues, warmupSteps } from './values.ts'

/** Recipes that are a configuration file of the trainer's own. */

export const TARGETS = ['q_proj', 'k_proj', 'v_proj', 'o_proj']

export const yaml = (name: string, what: string, data: string, command: string, note: string, configuration: unknown): RecipeFile => ({
  name,
  what,
  data,
  command,
  text: `# ${note}\n# Run in the dataset folder: ${command}\n${stringify(configuration, { lineWidth: 0 })}`,
})

export function llamaFactoryRecipes(values: RecipeValues): RecipeFile[] {
  const { lora, has_validation } = values
  if (!values.files.has('llama-factory/alpaca-train.jsonl')) return []
  const common = {
    stage: 'sft',
    do_train: true,
    finetuning_type: 'lora',
    lora_rank: lora.rank,
    lora_alpha: lora.alpha,
    lora_dropout: lora.dropout,
    lora_target: TARGETS.join(','),
    dataset_dir: '.',
    num_train_epochs: values.epochs,
    learning_rate: values.learning_rate,
    lr_scheduler_type: 'cosine',
    bf16: true,
    save_total_limit: 2,
    logging_steps: 10,
  }
  const name = (kind: string, split: string): string => datasetName({ path: `llama-factory/${kind}-${split}.jsonl` })
  const sets = (kind: string): Record<string, string> => ({
    dataset: name(kind, 'train'),
    ...(has_validation ? { eval_dataset: name(kind, 'validation'), eval_strategy: 'epoch' } : {}),
  })
  return [
    yaml(
      'llama-factory-text.yaml',
      `LLaMA-Factory: QLoRA of ${values.text_model}`,
      'llama-factory/alpaca-train.',
      'llamafactory-cli train recipes/llama-factory-text.yaml',
      'pip install llamafactory bitsandbytes',
      {
        model_name_or_path: values.text_model,
        template: 'llama3',
        quantization_bit: 4,
        ...sets('alpaca'),
        ...common,
        warmup_steps: warmupSteps(values, 'llama-factory/alpaca-train.'),
        cutoff_len: values.max_length,
        per_device_train_batch_size: values.batch_size,
        gradient_accumulation_steps: values.gradient_accumulation,
        optim: 'paged_adamw_8bit',
        weight_decay: 0.01,
        output_dir: 'adapter-text',
      },
    ),
    yaml(
      'llama-factory-vision.yaml',
      `LLaMA-Factory: LoRA of ${values.vision_model} with pictures`,
      'llama-factory/sharegpt-train.',
      'llamafactory-cli train recipes/llama-factory-vision.yaml',
      'pip install llamafactory',
      {
        model_name_or_path: values.vision_model,
        template: 'qwen2_vl',
        image_max_pixels: values.max_pixels,
        ...sets('sharegpt'),
        ...common,
        warmup_steps: warmupSteps(values, 'llama-factory/sharegpt-train.'),
        cutoff_len: values.vision_length,
        per_device_train_batch_size: 1,
        gradient_accumulation_steps: values.vision_accumulation,
        output_dir: 'adapter-vision',
      },
    ),
  ]
}

export function axolotlRecipes(values: RecipeValues): RecipeFile[] {
  if (!values.files.has('axolotl/text-train.jsonl')) return []
  const { lora, has_validation } = values
  const sets = (kind: string): Record<string, unknown> => ({
    datasets: [{ path: `axolotl/${kind}-train.jsonl`, ds_type: 'json', type: 'chat_template', field_messages: 'messages' }],
    ...(has_validation
      ? {
          test_datasets: [
            {
              path: `axolotl/${kind}-validation.jsonl`,
              ds_type: 'json',
              split: 'train',
              type: 'chat_template',
              field_messages: 'messages',
            },
          ],
        }
      : {}),
  })
  const common = {
    lora_r: lora.rank,
    lora_alpha: lora.alpha,
    lora_dropout: lora.dropout,
    num_epochs: values.epochs,
    learning_rate: values.learning_rate,
    lr_scheduler: 'cosine',
    warmup_ratio: 0.1,
    weight_decay: 0.01,
    bf16: 'auto',
    gradient_checkpointing: true,
    save_total_limit: 2,
    saves_per_epoch: 1,
    sample_packing: false,
  }
  return [
    yaml(
      'axolotl-text.yaml',
      `Axolotl: QLoRA of ${values.text_model}`,
      'axolotl/text-train.',
      'axolotl train recipes/axolotl-text.yaml',
      'pip install axolotl',
      {
        base_model: values.text_model,
        load_in_4bit: true,
        adapter: 'qlora',
        lora_target_modules: TARGETS,
        ...sets('text'),
        ...common,
        sequence_len: values.max_length,
        micro_batch_size: values.batch_size,
        gradient_accumulation_steps: values.gradient_accumulation,
        optimizer: 'paged_adamw_8bit',
        output_dir: 'adapter-text',
      },
    ),
    yaml(
      'axolotl-vision.yaml',
      `Axolotl: LoRA of ${values.vision_model} with pictures`,
      'axolotl/vision-train.',
      'axolotl train recipes/axolotl-vision.yaml',
      'pip install axolotl; picture paths are found from the folder in which it is started',
      {
        base_model: values.vision_model,
        processor_type: 'AutoProcessor',
        skip_prepare_dataset: true,
        remove_unused_columns: false,
        adapter: 'lora',
        lora_target_modules: 'model.language_model.layers.[\\d]+.self_attn.(q|k|v|o)_proj',
        ...sets('vision'),
        ...common,
        sequence_len: values.vision_length,
        micro_batch_size: 1,
        gradient_accumulation_steps: values.vision_accumulation,
        optimizer: 'adamw_torch',
        output_dir: 'adapter-vision',
      },
    ),
  ]
}
