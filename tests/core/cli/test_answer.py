"""``fewshot answer``: a folder's images named, and one sentence for what cannot be."""

import csv

import pytest
from PIL import Image

from fewshot_core.cli import main


@pytest.fixture
def folders(tmp_path):
    for name, colour in (("red", (220, 20, 20)), ("blue", (20, 20, 220))):
        for place in (tmp_path / "support" / name, tmp_path / "query" / "some"):
            place.mkdir(parents=True, exist_ok=True)
        for n in range(2):
            Image.new("RGB", (30, 30), tuple(c + n for c in colour)).save(
                tmp_path / "support" / name / f"{n}.png"
            )
        Image.new("RGB", (30, 30), tuple(c + 5 for c in colour)).save(
            tmp_path / "query" / "some" / f"{name}.png"
        )
    (tmp_path / "query" / "broken.png").write_bytes(b"")
    return tmp_path


def run(folders, *more):
    places = ["--support", str(folders / "support"), "--query", str(folders / "query")]
    return main(["answer", *places, "--device", "cpu", *more])


def test_photographs_are_named_in_a_table(folders, capsys):
    out = folders / "names.csv"
    assert run(folders, "--out", str(out), "--look", "1") == 0
    with out.open(newline="") as file:
        rows = {row["file"].rpartition("/")[2]: row for row in csv.DictReader(file)}
    assert {name: row["answer"] for name, row in rows.items()} == {"red.png": "red", "blue.png": "blue"}
    assert rows["red.png"]["second"] == "blue" and 0.5 < float(rows["red.png"]["confidence"]) <= 1
    told = capsys.readouterr()
    assert "2 images of 2 classes" in told.out and told.out.count("some/") == 1
    assert "1 images cannot be read" in told.err and "broken.png" in told.err


def test_drawings_are_named_by_a_checkpoint_and_printed(folders, capsys):
    assert run(folders, "--learner", "everyday/protonet") == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[0].startswith("file,answer,confidence,second")
    assert len(told.out.splitlines()) == 3 and "look at by hand" in told.err


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--learner", "frozen/guess"], "way to answer"),
        (["--learner", "everyday/nothing"], "checkpoint"),
        (["--backbone", "conv4"], "pretrained backbone"),
        (["--support", "/nowhere"], "/nowhere"),
        (["--query", "/nowhere"], "/nowhere"),
        (["--look", "-1"], "--look"),
    ],
)
def test_what_cannot_be_is_one_sentence(folders, capsys, more, words):
    assert run(folders, *more) == 1
    said = capsys.readouterr().err
    assert words in said and said.count("\n") == 1 and "Traceback" not in said


def test_one_class_is_no_choice(folders, capsys):
    for file in (folders / "support" / "red").iterdir():
        file.unlink()
    assert run(folders) == 1
    assert "needs two" in capsys.readouterr().err
