"""Loads the pairs for Unsloth's vision fine-tuning: run in the dataset folder, or give it as the argument of load()."""

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
