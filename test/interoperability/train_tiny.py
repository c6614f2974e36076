"""Trains tiny, randomly initialised models for twenty steps by the TRL recipes of a dataset folder, and says whether the loss fell.

The learning rate is raised to 5e-3: adapters on random weights have further to go than on a trained model.

Needs torch, transformers, trl, peft, datasets, pillow; not part of the automatic checks. Nothing is downloaded: the models, their
tokenizer and their processor are made here.

    python test/interoperability/train_tiny.py --data DATA [--steps 20]
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoModelForCausalLM, LlamaConfig, PreTrainedTokenizerFast

SPECIAL = ["<pad>", "<s>", "</s>", "<image>"]
TEMPLATE = (
    "{% for message in messages %}{{ '<s>' + message['role'] + '\n' }}"
    "{% if message['content'] is string %}{{ message['content'] }}"
    "{% else %}{% for part in message['content'] %}{% if part['type'] == 'image' %}{{ '<image>\n' }}{% else %}{{ part['text'] }}{% endif %}{% endfor %}{% endif %}"
    "{{ '</s>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<s>assistant\n' }}{% endif %}"
)
TEXT = dict(vocab_size=2000, hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=4, max_position_embeddings=4096)


def tokenizer(data):
    rows = [json.loads(line) for line in (data / "examples.jsonl").read_text(encoding="utf-8").splitlines()]
    core = Tokenizer(models.BPE())
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    core.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    core.train_from_iterator((row["question"] + row["answer"] for row in rows), trainers.BpeTrainer(vocab_size=2000, special_tokens=SPECIAL, initial_alphabet=alphabet))
    made = PreTrainedTokenizerFast(tokenizer_object=core, pad_token="<pad>", bos_token="<s>", eos_token="</s>", extra_special_tokens={"image_token": "<image>"})
    made.chat_template = TEMPLATE
    return made


def text_model(folder, words):
    config = LlamaConfig(**TEXT, pad_token_id=0, bos_token_id=1, eos_token_id=2)
    AutoModelForCausalLM.from_config(config).save_pretrained(folder)
    words.save_pretrained(folder)


def vision_model(folder, words):
    from transformers import CLIPImageProcessor, CLIPVisionConfig, LlavaConfig, LlavaForConditionalGeneration, LlavaProcessor

    vision = CLIPVisionConfig(hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2, image_size=112, patch_size=14, projection_dim=32)
    config = LlavaConfig(vision_config=vision, text_config=LlamaConfig(**TEXT, pad_token_id=0), image_token_index=SPECIAL.index("<image>"), image_seq_length=64)
    LlavaForConditionalGeneration(config).save_pretrained(folder)
    pictures = CLIPImageProcessor(size={"shortest_edge": 112}, crop_size={"height": 112, "width": 112})
    processor = LlavaProcessor(image_processor=pictures, tokenizer=words, patch_size=14, vision_feature_select_strategy="default", chat_template=TEMPLATE, num_additional_image_tokens=1)
    processor.save_pretrained(folder)


def train(data, recipe, model, output, steps):
    command = [sys.executable, f"recipes/{recipe}", "--model", str(model), "--output", str(output), "--max-steps", str(steps), "--full-precision", "--learning-rate", "5e-3"]
    done = subprocess.run(command, cwd=data, capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stdout[-2000:], done.stderr[-4000:], file=sys.stderr)
        raise SystemExit(f"{recipe} failed")
    states = sorted(pathlib.Path(output).glob("checkpoint-*/trainer_state.json"))
    return [entry["loss"] for entry in json.loads(states[-1].read_text())["log_history"] if "loss" in entry]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--only", choices=["text", "vision"])
    options = parser.parse_args()
    data = options.data.resolve()
    fell = True
    with tempfile.TemporaryDirectory() as room:
        words = tokenizer(data)
        for kind, make in {"text": text_model, "vision": vision_model}.items():
            if options.only not in (None, kind):
                continue
            folder = pathlib.Path(room, kind)
            make(folder, words)
            losses = train(data, f"trl-{kind}.py", folder, pathlib.Path(room, f"{kind}-out"), options.steps)
            first, last = sum(losses[:3]) / 3, sum(losses[-3:]) / 3
            print(f"{kind}: {len(losses)} steps, loss {losses[0]:.3f} -> {losses[-1]:.3f} (mean of the first three {first:.3f}, of the last three {last:.3f})")
            fell = fell and len(losses) == options.steps and last < first
    raise SystemExit(0 if fell else "the loss did not fall")


if __name__ == "__main__":
    main()
