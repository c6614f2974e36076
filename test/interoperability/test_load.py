"""Loads what Pagetune wrote with the real clients: Hugging Face datasets (what AutoTrain and TRL read through), Pillow, mlcroissant."""

import json

import pytest
import yaml
from datasets import Image, load_dataset
from PIL import Image as Picture


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def front_matter(data):
    card = (data / "README.md").read_text(encoding="utf-8")
    assert card.startswith("---\n")
    return yaml.safe_load(card.split("---\n", 2)[1])


@pytest.mark.parametrize(("folder", "names"), [("data", {"vqa", "trl-vision"}), ("plain", {"chat", "vlm", "text", "examples"})])
def test_every_configuration_of_the_card_loads_with_the_declared_counts_and_its_images_decode(folder, names, request, tmp_path):
    data = request.getfixturevalue(folder)
    front = front_matter(data)
    assert {config["config_name"] for config in front["configs"]} == names
    infos = {info["config_name"]: info for info in front["dataset_info"]}
    for config in front["configs"]:
        name = config["config_name"]
        # The card names files, features and counts: datasets checks the counts while it loads.
        loaded = load_dataset(str(data), name, cache_dir=str(tmp_path))
        assert set(loaded) == {part["split"] for part in config["data_files"]}, name
        for split in infos[name]["splits"]:
            assert loaded[split["name"]].num_rows == split["num_examples"] > 0, name
        if "features" in infos[name]:
            assert set(loaded["train"].column_names) == {feature["name"] for feature in infos[name]["features"]}
        for column, feature in loaded[next(iter(loaded))].features.items():
            if column == "image" and isinstance(feature, Image):
                picture = next(row[column] for row in loaded["train"] if row[column] is not None)
                assert min(picture.convert("RGB").size) >= 100, name


def test_every_other_data_file_loads_by_its_ending(data, tmp_path):
    """The files that the card's configurations leave to `load_dataset("json", …)`."""
    files = [file for file in json.loads((data / "manifest.json").read_text())["files"] if file.get("records") and not file["path"].endswith(".parquet")]
    assert len(files) >= 30
    for file in files:
        rows = load_dataset("json", data_files=str(data / file["path"]), split="train", cache_dir=str(tmp_path))
        assert rows.num_rows == file["records"], file["path"]


def test_parquet_carries_pictures_text_and_boxes_by_itself(data, tmp_path):
    rows = load_dataset("parquet", data_files=str(data / "parquet/train-*.parquet"), split="train", cache_dir=str(tmp_path))
    assert isinstance(rows.features["image"], Image)
    canonical = {row["id"]: row for row in lines(data / "examples.jsonl")}
    shown = 0
    for row in rows:
        original = canonical[row["id"]]
        assert row["boxes"] == [one["box"] for one in original["evidence"] if one["box"] and one["page_id"] == original["page_id"]]
        assert row["quotes"] == [one["quote"] for one in original["evidence"]]
        if row["image"] is not None:
            shown += 1
            assert row["image"].size == Picture.open(data / "images" / f"{row['page_id']}{'.png' if row['image'].format == 'PNG' else '.jpg'}").size
    assert shown > 0


def test_imagefolder_loads_by_its_own_builder(data, tmp_path):
    rows = load_dataset("imagefolder", data_dir=str(data / "imagefolder"), cache_dir=str(tmp_path))
    assert {"train", "validation"} <= set(rows)
    assert rows["train"][0]["image"].size[0] > 100 and rows["train"][0]["question"] and rows["train"].features["boxes"]


def test_trl_vision_has_a_list_of_images_and_plain_messages(data, tmp_path):
    rows = load_dataset("parquet", data_files=str(data / "trl/vision-train-*.parquet"), split="train", cache_dir=str(tmp_path))
    for row in rows.select(range(5)):
        assert len(row["images"]) == 1 and min(row["images"][0].size) >= 100
        assert [message["role"] for message in row["messages"]] == ["user", "assistant"]


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


def test_unsloth_loader_gives_conversations_with_pictures(data, monkeypatch):
    monkeypatch.syspath_prepend(str(data / "unsloth"))
    from load import load

    pairs = load(str(data))
    parts = [part for pair in pairs for part in pair["messages"][0]["content"]]
    assert len(pairs) == len(lines(data / "chat_train.jsonl"))
    assert any(part["type"] == "image" and part["image"].mode == "RGB" for part in parts)
    assert all("text" not in part for part in parts if part["type"] == "image")


def test_croissant_metadata_is_valid_and_reads_the_records(data):
    import mlcroissant

    dataset = mlcroissant.Dataset(jsonld=str(data / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors
    first = next(iter(dataset.records("examples")))
    assert first["examples/question"]
