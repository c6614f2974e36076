"""The recipes against the trainers' own code: every key that a recipe sets is one that its trainer knows, by the fields of the classes
that the trainer reads configurations into. Read from their sources, because importing them wants torch and pinned companions."""

import ast
import importlib.util
import json
import pathlib
import re
import subprocess
import sys

import pytest
import yaml


def sources(package, *paths):
    """Parsed files of an installed package; a folder stands for all in it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        pytest.skip(f"{package} is not installed here (pip install --no-deps {package})")
    root = pathlib.Path(spec.submodule_search_locations[0])
    files = [file for path in paths for file in ([root / path] if (root / path).is_file() else sorted((root / path).rglob("*.py")))]
    assert files, f"{package} has no {paths}"
    return [ast.parse(file.read_text(encoding="utf-8")) for file in files]


def fields(package, *paths):
    """Names of the annotated fields of all classes: what dataclasses and pydantic take."""
    classes = [node for tree in sources(package, *paths) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {line.target.id for one in classes for line in one.body if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)}


def keywords(source, function):
    """Keyword arguments of every call of that name in a script."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [call for call in calls if ast.unparse(call.func) == function]
    assert named, function
    return {word.arg for call in named for word in call.keywords if word.arg}


def recipe(data, name):
    return (data / "recipes" / name).read_text(encoding="utf-8")


def training_arguments():
    return fields("transformers", "training_args.py")


@pytest.mark.parametrize("kind", ["text", "vision"])
def test_llama_factory_knows_every_key(data, kind):
    settings = yaml.safe_load(recipe(data, f"llama-factory-{kind}.yaml"))
    assert set(settings) <= fields("llamafactory", "hparams") | training_arguments()
    templates = {
        word.value.value
        for tree in sources("llamafactory", "data/template.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "register_template"
        for word in node.keywords
        if word.arg == "name"
    }
    assert settings["template"] in templates
    info = json.loads((data / "dataset_info.json").read_text())
    assert {settings["dataset"], settings["eval_dataset"]} <= set(info)


@pytest.mark.parametrize("kind", ["text", "vision"])
def test_axolotl_knows_every_key(data, kind):
    settings = yaml.safe_load(recipe(data, f"axolotl-{kind}.yaml"))
    known = fields("axolotl", "utils/schemas")
    assert set(settings) <= known
    for dataset in settings["datasets"] + settings["test_datasets"]:
        assert set(dataset) <= known and (data / dataset["path"]).is_file()


@pytest.mark.parametrize(("kind", "trainer"), [("text", "clm"), ("vision", "vlm")])
def test_autotrain_knows_every_key(data, kind, trainer):
    settings = yaml.safe_load(recipe(data, f"autotrain-{kind}.yaml"))
    known = fields("autotrain", f"trainers/{trainer}/params.py")
    assert set(settings["params"]) | set(settings["data"]["column_mapping"]) <= known
    # What its parser reads without a default.
    assert {"task", "base_model", "project_name", "backend", "log"} <= set(settings) and {"path", "train_split", "valid_split"} <= set(settings["data"])
    folder = data / settings["data"]["path"]
    assert (folder / f"{settings['data']['train_split']}.jsonl").is_file() if kind == "text" else (folder / settings["data"]["train_split"]).is_dir()
    if kind == "vision":
        supported = [node for tree in sources("autotrain", "trainers/vlm/utils.py") for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "SUPPORTED_MODELS"]
        assert ast.literal_eval(supported[0].value) == ["PaliGemmaForConditionalGeneration"] and "paligemma" in settings["base_model"]


@pytest.mark.parametrize("kind", ["text", "vision", "grounding"])
def test_ms_swift_knows_every_flag(data, kind):
    script = recipe(data, f"ms-swift-{kind}.sh")
    flags = set(re.findall(r"--([a-z0-9_]+) ", script))
    assert len(flags) >= 15
    assert flags <= fields("swift", "arguments", "trainers") | training_arguments()
    for path in re.findall(r"ms-swift/\S+\.jsonl", script):
        assert (data / path).is_file()
    subprocess.run(["bash", "-n", str(data / "recipes" / f"ms-swift-{kind}.sh")], check=True)


@pytest.mark.parametrize("name", ["trl-text.py", "trl-vision.py", "unsloth-text.py", "unsloth-vision.py"])
def test_trl_and_unsloth_know_every_keyword(data, name):
    source = recipe(data, name)
    assert keywords(source, "SFTConfig") <= fields("trl", "trainer/sft_config.py", "trainer/base_config.py") | training_arguments()
    trainer = next(node for tree in sources("trl", "trainer/sft_trainer.py") for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == "SFTTrainer")
    start = next(node for node in trainer.body if isinstance(node, ast.FunctionDef) and node.name == "__init__")
    assert keywords(source, "SFTTrainer") <= {argument.arg for argument in start.args.args + start.args.kwonlyargs}
    if name.startswith("unsloth"):
        model = "FastVisionModel" if "vision" in name else "FastLanguageModel"
        defined = [node for tree in sources("unsloth", "models") for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        for function in ("from_pretrained", "get_peft_model"):
            known = {argument.arg for node in defined if node.name == function for argument in node.args.args}
            assert keywords(source, f"{model}.{function}") <= known


def test_openai_sends_nothing_unless_told_to_pay(data):
    for name in ("openai-text.py", "openai-vision.py"):
        said = subprocess.run([sys.executable, f"recipes/{name}"], cwd=data, capture_output=True, text=True)
        assert said.returncode == 1 and "Nothing was sent." in said.stderr and "train.jsonl" in said.stdout


def test_llava_script_is_sound(data):
    script = data / "recipes/llava-vision.sh"
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert '"$DATA/llava/train.json" --image_folder "$DATA"' in script.read_text() and (data / "llava/train.json").is_file()
