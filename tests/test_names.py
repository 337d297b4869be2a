"""What a class is called tells which it is: whoever looks for a name finds one class."""

import re
from collections import defaultdict
from pathlib import Path

import lagesbild

PACKAGE = Path(lagesbild.__file__).parent
CLASS = re.compile(r"^class ([A-Za-z]\w*)", re.MULTILINE)


def modules_by_class(package: Path) -> dict[str, list[str]]:
    by_class = defaultdict(list)
    for file in sorted(package.rglob("*.py")):
        if "migrations" not in file.parts:
            for name in CLASS.findall(file.read_text(encoding="utf-8")):
                by_class[name].append(str(file.relative_to(package)))
    return by_class


def test_no_two_classes_have_the_same_name():
    by_class = modules_by_class(PACKAGE)
    assert len(by_class) > 500
    assert {name: files for name, files in by_class.items() if len(files) > 1} == {}


def test_a_name_that_recurs_is_found(tmp_path):
    for name in ("grants", "rounds"):
        (tmp_path / f"{name}.py").write_text(
            "class Row:\n    class Meta:\n        pass\n\n\nclass _Own:\n    pass\n"
        )
    assert modules_by_class(tmp_path) == {"Row": ["grants.py", "rounds.py"]}
