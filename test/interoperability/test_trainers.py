"""The trainers' own rules on what Pagetune wrote: their code where it runs without torch and pinned versions, else their rules restated."""

import ast
import importlib.util
import json
import pathlib
import sys
import types

import pytest
from datasets import load_dataset
from PIL import Image

ALLOWED_EXTENSIONS = ("jpeg", "png", "jpg", "JPG", "JPEG", "PNG")  # autotrain/preprocessor/vlm.py


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def package_file(package, path):
    """A file of an installed package that must not be imported as a whole, because that needs torch."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        pytest.skip(f"{package} is not installed here (pip install --no-deps {package})")
    return pathlib.Path(spec.submodule_search_locations[0], path)


def load_alone(name, path, package):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    module.__package__ = package
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def llama_factory():
    """LLaMA-Factory's own parser and converter, with stand-ins for what they import but these two do not need of it."""
    folder = package_file("llamafactory", "data")
    names = ["llamafactory", "llamafactory.extras", "llamafactory.extras.constants", "llamafactory.extras.misc", "llamafactory.extras.logging", "llamafactory.data", "llamafactory.data.data_utils"]
    before = {name: sys.modules.get(name) for name in [*names, "llamafactory.data.parser", "llamafactory.data.converter"]}
    for name in names:
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = []
    warnings = []
    log = types.SimpleNamespace(warning_rank0=warnings.append, warning_rank0_once=warnings.append)
    sys.modules["llamafactory.extras"].logging = types.SimpleNamespace(get_logger=lambda _name: log)
    sys.modules["llamafactory.extras.constants"].DATA_CONFIG = "dataset_info.json"
    sys.modules["llamafactory.extras.misc"].use_modelscope = sys.modules["llamafactory.extras.misc"].use_openmind = lambda: False
    from enum import Enum

    sys.modules["llamafactory.data.data_utils"].Role = Enum("Role", {"USER": "user", "ASSISTANT": "assistant", "SYSTEM": "system", "FUNCTION": "function", "OBSERVATION": "observation"}, type=str)
    parser = load_alone("llamafactory.data.parser", folder / "parser.py", "llamafactory.data")
    converter = load_alone("llamafactory.data.converter", folder / "converter.py", "llamafactory.data")
    yield parser, converter, warnings
    for name, module in before.items():
        sys.modules.pop(name, None)
        if module is not None:
            sys.modules[name] = module


@pytest.mark.parametrize("kind", ["text", "vision"])
def test_llama_factory_converts_every_record(data, llama_factory, kind):
    parser, converter, warnings = llama_factory
    names = [name for name in json.loads((data / "dataset_info.json").read_text()) if f"_{kind}_" in name]
    assert len(names) >= 2
    options = types.SimpleNamespace(media_dir=str(data), dataset_dir=str(data))
    for attributes in parser.get_dataset_list(names, str(data)):
        rows = load_dataset("json", data_files=str(data / attributes.dataset_name), split="train")
        convert = converter.get_dataset_converter(attributes.formatting, attributes, options)
        for row in rows:
            out = convert(row)
            assert [turn["role"] for turn in out["_prompt"] + out["_response"]] == ["user", "assistant"]
            assert all(turn["content"] for turn in out["_prompt"] + out["_response"])
            images = out["_images"] or []
            # The rule of mm_plugin.py: as many placeholders as pictures.
            assert sum(turn["content"].count("<image>") for turn in out["_prompt"]) == len(images) == (kind == "vision")
            assert all(Image.open(path).size for path in images)
    assert warnings == []


def test_trl_prepares_every_record(data):
    data_utils = package_file("trl", "data_utils.py")
    source = ast.parse(data_utils.read_text(encoding="utf-8"))
    wanted = {"prepare_multimodal_messages", "is_conversational"}
    kept = [node for node in source.body if isinstance(node, ast.FunctionDef) and node.name in wanted]
    assert {node.name for node in kept} == wanted
    room = {"Any": object}
    exec(compile(ast.Module(body=kept, type_ignores=[]), str(data_utils), "exec"), room)  # noqa: S102 - TRL's own functions, without torch
    for name in ["messages", "prompt-completion"]:
        for row in lines(data / f"trl/{name}-train.jsonl"):
            assert room["is_conversational"](row)
    rows = load_dataset("parquet", data_files=str(data / "trl/vision-train-*.parquet"), split="train")
    for row in rows.select(range(0, rows.num_rows, 20)):
        first = room["prepare_multimodal_messages"](row["messages"], images=row["images"])[0]["content"][0]
        assert first["type"] == "image" and first["image"].size


def test_autotrain_chat_survives_python_and_json_parsing(data):
    rows = load_dataset("json", data_files=str(data / "autotrain-chat/train.jsonl"), split="train")
    for turns in rows["text"]:
        assert ast.literal_eval(str(turns)) == json.loads(json.dumps(turns)) == turns
        assert [turn["role"] for turn in turns] == ["user", "assistant"]


@pytest.mark.parametrize("split", ["train", "validation"])
def test_autotrain_vlm_folder_follows_its_preprocessor(data, split):
    """Restated from autotrain/preprocessor/vlm.py: the package pins versions (Pillow 11, pandas 2.2.3) that do not install beside others."""
    folder = data / "autotrain-vlm" / split
    pictures = [path.name for path in folder.iterdir() if path.name.endswith(ALLOWED_EXTENSIONS)]
    if split == "validation" and len(pictures) < 5:
        pytest.skip(f"only {len(pictures)} pages are held out; AutoTrain wants five pictures, and `validate` warns of it")
    assert len(pictures) >= 5
    for row in lines(folder / "metadata.jsonl"):
        assert set(row) == {"file_name", "prompt", "text"} and row["file_name"] in pictures


def test_ms_swift_keeps_every_record(data):
    """The static checks of ms-swift's RowPreprocessor, from its own source where it is installed."""
    source = ast.parse(package_file("swift", "dataset/preprocessor/core.py").read_text(encoding="utf-8"))
    row_class = next(node for node in source.body if isinstance(node, ast.ClassDef) and node.name == "RowPreprocessor")
    wanted = {"_check_messages", "_cast_mm_data", "_check_objects"}
    kept = [node for node in row_class.body if isinstance(node, ast.FunctionDef) and node.name in wanted]
    room = {"Any": object, "Dict": dict}
    exec(compile(ast.Module(body=kept, type_ignores=[]), "core.py", "exec"), room)  # noqa: S102
    check = {name: getattr(room[name], "__func__", room[name]) for name in wanted}
    for file in sorted((data / "ms-swift").glob("*.jsonl")):
        for row in lines(file):
            boxes = json.loads(json.dumps((row.get("objects") or {}).get("bbox", [])))
            check["_check_objects"](row)
            check["_check_messages"](row)
            check["_cast_mm_data"](row)
            text = "".join(turn["content"] for turn in row["messages"])
            images = row.get("images") or []
            assert text.count("<image>") == len(images) and text.count("<bbox>") == len(boxes)
            if "objects" in row:
                assert row["objects"]["bbox"] == boxes, "ms-swift had to turn a box round"
            for image in images:
                width, height = Image.open(data / image["path"]).size
                assert all(0 <= box[0] < box[2] <= width and 0 <= box[1] < box[3] <= height for box in boxes)


def test_llava_is_one_array_with_the_picture_token_first(data):
    rows = json.loads((data / "llava/train.json").read_text(encoding="utf-8"))
    assert rows
    for row in rows:
        human, gpt = row["conversations"]
        assert (human["from"], gpt["from"]) == ("human", "gpt")
        assert human["value"].count("<image>") == ("image" in row)
        if "image" in row:
            assert human["value"].startswith("<image>\n") and Image.open(data / row["image"]).size
