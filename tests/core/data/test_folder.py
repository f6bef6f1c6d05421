"""Any folder of images: what it makes of it, and one clear sentence for what cannot be."""

import os

import numpy as np
import pytest
import torch
from PIL import Image

from fewshot_core.cli import main
from fewshot_core.data.datasets import image_files, load_data
from fewshot_core.data.datasets.cache import cache_file
from fewshot_core.tensors.errors import Damaged, FewshotError, Unknown, Unusable


@pytest.fixture(autouse=True)
def own_cache_for_each(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("FEWSHOT_DATA", str(tmp_path_factory.mktemp("cache")))


def put(path, grey=0, size=(28, 28), mode="L"):
    """A picture of one grey, 0 black … 255 white."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", size, grey).convert(mode).save(path)
    return path


def load(root):
    return load_data(f"folder:{root}")


def split_of(data):
    return {info.id: info.split for info in data.classes}


def test_dark_is_ink_and_images_lie_class_by_class(tmp_path):
    put(tmp_path / "b" / "1.png", grey=255)
    put(tmp_path / "a" / "2.png", grey=100)
    put(tmp_path / "a" / "1.png", grey=0)
    data = load(tmp_path)
    assert [(c.id, c.first, c.count, c.group) for c in data.classes] == sorted(
        [(c.id, c.first, c.count, "folder") for c in data.classes], key=lambda row: row[1]
    )
    of = {c.id: data.images[list(c.items)].float().mean((1, 2, 3)).tolist() for c in data.classes}
    assert of == {"a": [255, 155], "b": [0]}
    assert data.images.dtype == torch.uint8 and data.images.shape == (3, 1, 28, 28)
    a = next(c for c in data.classes if c.id == "a")
    assert data.draw(a.first + 1).getpixel((5, 5)) == (100, 100, 100)


def test_classes_are_dealt_by_name_alone(tmp_path):
    for n in range(50):
        put(tmp_path / "one" / f"c{n:02d}" / "x.png")
        put(tmp_path / "two" / f"c{n:02d}" / "y.png", grey=9)
    first, second = (split_of(load(tmp_path / n)) for n in ("one", "two"))
    assert first == second
    assert [list(first.values()).count(s) for s in ("train", "val", "test")] == [32, 6, 12]


def test_a_folder_of_groups(tmp_path):
    for group in ("greek", "latin"):
        for n in range(3):
            put(tmp_path / group / f"character{n}" / f"07{n}_03.png")
    put(tmp_path / "deep" / "er" / "still" / "1.png")
    data = load(tmp_path)
    of_group = {c.id: c.group for c in data.classes}
    assert of_group["greek/character1"] == "greek" and of_group["deep/er/still"] == "deep/er"
    assert len(data.classes) == 7
    assert {g.id for g in data.groups} == {"greek", "latin", "deep/er"}


def test_folders_named_as_splits_are_the_splits(tmp_path):
    put(tmp_path / "train" / "greek" / "alpha" / "1.png")
    put(tmp_path / "test" / "latin" / "a" / "1.png")
    put(tmp_path / "notes" / "x.png")
    assert split_of(load(tmp_path)) == {"greek/alpha": "train", "latin/a": "test"}
    put(tmp_path / "val" / "b" / "1.png")
    assert split_of(load(tmp_path)) == {"greek/alpha": "train", "b": "val", "latin/a": "test"}


def test_a_class_in_two_splits_is_refused(tmp_path):
    put(tmp_path / "train" / "cat" / "1.png")
    put(tmp_path / "test" / "cat" / "2.png")
    with pytest.raises(Unusable, match="'cat'"):
        load(tmp_path)


def test_drawers_are_read_from_the_names_of_files(tmp_path):
    for name in ("0108_01.png", "0108_12.png"):
        put(tmp_path / "hands" / name)
    for name in ("a_1.png", "b_1.png"):  # the same drawer twice would tell nothing apart
        put(tmp_path / "twice" / name)
    for name in ("1.png", "x_2.png"):
        put(tmp_path / "mixed" / name)
    origins = {c.id: c.origins for c in load(tmp_path).classes}
    assert origins == {
        "hands": ("01", "12"),
        "twice": ("a_1.png", "b_1.png"),
        "mixed": ("1.png", "x_2.png"),
    }


def test_what_cannot_be_read_is_skipped_and_named(tmp_path, capsys):
    for n in range(4):
        put(tmp_path / "good" / f"{n}_{n}.png", grey=n)
    (tmp_path / "good" / "2_2.png").write_bytes(b"")
    whole = (tmp_path / "good" / "3_3.png").read_bytes()
    (tmp_path / "good" / "3_3.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "good" / "lost.png").symlink_to(tmp_path / "nowhere.png")
    os.mkfifo(tmp_path / "good" / "pipe.png")
    (tmp_path / "good" / "._1_1.png").write_bytes(b"left by a Mac")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "text.png").write_text("no picture")
    (tmp_path / "empty").mkdir()
    data = load(tmp_path)
    assert [(c.id, c.count) for c in data.classes] == [("good", 2)]
    assert data.images.float().mean((1, 2, 3)).tolist() == [255, 254]
    names = {os.path.basename(path) for path in data.skipped}
    assert names == {"2_2.png", "3_3.png", "lost.png", "pipe.png", "text.png"}
    assert load(tmp_path).skipped == data.skipped  # the cache remembers
    assert main(["data", "sheet", f"folder:{tmp_path}", "--out", str(tmp_path / "sheet.bmp")]) == 0
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "5 of 7 images" in said and data.skipped[0] in said


def test_nothing_that_can_be_read(tmp_path):
    with pytest.raises(Unknown):
        load(tmp_path / "nowhere")
    (tmp_path / "class").mkdir()
    with pytest.raises(Unknown):
        load(tmp_path)
    put(tmp_path / "at-the-root.png")
    with pytest.raises(Unknown):
        load(tmp_path)
    (tmp_path / "class" / "1.png").write_bytes(b"")
    with pytest.raises(Damaged, match="all 1 images"):
        load(tmp_path)


def test_a_folder_that_may_not_be_read(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    with pytest.raises(Unusable, match="Permission denied"):
        load(tmp_path)


def test_links_that_lead_back_end(tmp_path):
    put(tmp_path / "a" / "1.png")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")  # the same class again
    (tmp_path / "c").symlink_to(tmp_path / "c")
    assert [c.id for c in load(tmp_path).classes] == ["a"]


def test_every_kind_of_picture(tmp_path):
    folder = tmp_path / "kinds"
    put(folder / "a-cmyk.jpg", grey=100, mode="CMYK")
    put(folder / "b-palette.png", grey=100, mode="P")
    put(folder / "c-bits.png", grey=0, mode="1")
    Image.fromarray(np.full((28, 28), 100 * 257, dtype=np.uint16)).save(folder / "d-16-bit.png")
    Image.new("RGBA", (28, 28), (0, 0, 0, 0)).save(folder / "e-transparent.png")
    frames = [Image.new("L", (28, 28), grey) for grey in (100, 0)]
    frames[0].save(folder / "f-animated.gif", save_all=True, append_images=frames[1:])
    put(folder / "g-long.png", grey=0, size=(1, 60_000))
    put(folder / "h-huge.png", grey=100, size=(6000, 6000))
    data = load(tmp_path)
    assert data.skipped == ()
    ink = dict(zip(data.classes[0].origins, data.images.float().mean((1, 2, 3)).tolist(), strict=True))
    expected = {"a": 155, "b": 155, "c": 255, "d": 155, "e": 0, "f": 155, "h": 155}
    assert {name[0]: grey for name, grey in ink.items() if name[0] != "g"} == pytest.approx(expected, abs=2)
    assert 0 < ink["g-long.png"] < 30  # a thin line on paper


def test_a_bomb_is_skipped(tmp_path, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    put(tmp_path / "a" / "1.png", size=(50, 50))
    put(tmp_path / "a" / "2.png")
    assert [c.count for c in load(tmp_path).classes] == [1]


def test_decoding_happens_once_until_something_changes(tmp_path, monkeypatch):
    decoded = []
    opened = image_files.open_image
    monkeypatch.setattr(image_files, "open_image", lambda path: decoded.append(path) or opened(path))
    file = put(tmp_path / "a" / "1.png", grey=0)
    first = load(tmp_path)
    assert load(tmp_path).images.equal(first.images) and len(decoded) == 1
    put(file, grey=50)
    os.utime(file, ns=(1, 1))
    assert load(tmp_path).images.max() == 205 and len(decoded) == 2
    put(tmp_path / "a" / "2.png", grey=0)
    assert len(load(tmp_path).images) == 2 and len(decoded) == 4
    assert first.images.max() == 255  # what was loaded before stays as it was


def test_a_damaged_cache_is_made_anew_and_an_unwritable_one_is_done_without(tmp_path, monkeypatch):
    put(tmp_path / "data" / "a" / "1.png")
    load(tmp_path / "data")
    (file,) = cache_file("x").parent.glob("folder-*.safetensors")
    file.write_bytes(file.read_bytes()[:100])
    assert load(tmp_path / "data").images.min() == 255
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FEWSHOT_DATA", str(tmp_path / "file" / "below"))
    assert load(tmp_path / "data").images.min() == 255


def test_what_is_done_to_the_images_is_not_kept_and_no_part_is_left(tmp_path):
    put(tmp_path / "a" / "1.png")
    load(tmp_path).images.zero_()  # what one process does to them is its own affair
    assert load(tmp_path).images.min() == 255
    assert [p.suffix for p in cache_file("x").parent.iterdir()] == [".safetensors"]


@pytest.mark.parametrize(("classes", "words"), [({"a": 9}, "has 0"), ({"a": 9, "b": 2, "c": 2}, "split has")])
def test_too_few_classes_get_one_clear_sentence(tmp_path, classes, words, capsys):
    for name, count in classes.items():
        for n in range(count):
            put(tmp_path / name / f"{n}.png")
    assert main(["evaluate", "--method", "scratch", "--data", f"folder:{tmp_path}", "--way", "2"]) == 1
    said = capsys.readouterr().err
    assert words in said and said.count("\n") == 1


def test_a_home_that_does_not_exist():
    with pytest.raises(FewshotError):
        load_data("folder:~nobody-of-that-name/x")
