"""Loads what Pagetune wrote with the real clients: Hugging Face datasets (what AutoTrain and TRL read through) and Pillow."""

import json

import pytest
from datasets import Image, load_dataset


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", ["hf_train_autotrain.jsonl", "hf_val_autotrain.jsonl", "hf_val_synthetic.jsonl"])
def test_autotrain_text_has_one_text_column_with_a_tag_on_every_line(data, name):
    dataset = load_dataset("json", data_files=str(data / name), split="train")
    assert dataset.num_rows == len(lines(data / name)) > 0
    assert dataset.column_names == ["text"]
    for text in dataset["text"]:
        question, answer = text.split("\nAssistant: ", 1)
        assert question.startswith(("User: [SPEC] ", "User: [PROCEDURE] ", "User: [EXPLANATION] ", "User: [WIRING] ", "User: [TROUBLESHOOTING] "))
        assert answer.strip()


@pytest.mark.parametrize("name", ["chat_train.jsonl", "chat_val.jsonl"])
def test_chat_messages_alternate(data, name):
    dataset = load_dataset("json", data_files=str(data / name), split="train")
    assert dataset.num_rows > 0
    for messages in dataset["messages"]:
        assert [message["role"] for message in messages] == ["user", "assistant"]
        assert all(message["content"].strip() for message in messages)


@pytest.mark.parametrize("name", ["vlm_train.jsonl", "vlm_val.jsonl"])
def test_vision_records_load_with_decoded_images(data, name):
    dataset = load_dataset("json", data_files=str(data / name), split="train")
    shown = dataset.filter(lambda row: row["image"] is not None)
    assert shown.num_rows > 0
    seen = {}
    for row in shown:
        assert not row["image"].startswith("/") and ".." not in row["image"]
        seen.setdefault(row["image"], str(data / row["image"]))
    images = dataset.from_dict({"image": list(seen.values())}).cast_column("image", Image())
    for row in images:
        assert min(row["image"].size) >= 100
        assert row["image"].convert("RGB").getpixel((0, 0)) is not None


def test_card_points_at_files_that_load(data):
    card = (data / "README.md").read_text(encoding="utf-8")
    assert card.startswith("---\n")
    front = card.split("---\n", 2)[1]
    assert "configs:" in front and "license:" in front
