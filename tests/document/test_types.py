"""The generated types are those of the schema and the catalogue."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parent.parent.parent / "scripts" / "generate_types.py"


@pytest.fixture
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_types", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_files_are_what_the_generator_writes(
    generator: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generator.main(["--check"]) == 0, capsys.readouterr().out


def test_a_stale_file_is_named_and_left_alone(
    generator: ModuleType, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    generator.HOUSE = tmp_path
    generator.PYTHON = tmp_path / "types.py"
    generator.PYTHON.write_text("old")
    assert generator.main(["--check"]) == 1
    assert "types.py is not what" in capsys.readouterr().out
    assert generator.PYTHON.read_text() == "old"


def test_every_root_and_field_of_the_schema_has_its_type(generator: ModuleType) -> None:
    schema = generator.json.loads(generator.SCHEMA.read_text(encoding="utf-8"))
    typescript, python = generator.typescript_types(schema), generator.python_types(schema)
    for root, kind in generator.root_kinds(schema).items():
        typed = f"  {root}: {kind};" if root == "meta" else f"  {root}: Record<string, {kind}>;"
        assert typed in typescript
        for field in schema["$defs"][kind]["properties"]:
            assert f"    {field}: " in python
            assert f"  {field}: " in typescript or f"  {field}?: " in typescript
