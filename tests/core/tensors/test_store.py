"""Tensors and their index: what is written comes back, and what is not as it was written is named."""

import json
import os
import pickle

import pytest
import torch

from fewshot_core.tensors.errors import Damaged, Unwritable
from fewshot_core.tensors.store import (
    TensorStore,
    check_writable,
    has_hash,
    read_index,
    read_tensors,
    replace_file,
    write_file,
    write_index,
    write_tensors,
)

TENSORS = {"a": torch.arange(6).reshape(2, 3), "b": torch.tensor(0.5, dtype=torch.float64)}


def same(found, expected):
    assert found.keys() == expected.keys()
    return all(found[k].dtype == v.dtype and torch.equal(found[k], v) for k, v in expected.items())


def test_tensors_come_back_with_types_and_shapes(tmp_path):
    path = tmp_path / "below" / "t.safetensors"
    sha256 = write_tensors(path, TENSORS)
    assert same(read_tensors(path), TENSORS) and same(read_tensors(path, sha256), TENSORS)
    assert has_hash(path, sha256) and not has_hash(path, "0" * 64)
    assert not has_hash(tmp_path / "missing", sha256)


def test_the_same_tensors_give_the_same_file(tmp_path):
    assert write_tensors(tmp_path / "1", TENSORS) == write_tensors(tmp_path / "2", TENSORS)


def test_a_wrong_hash_is_refused(tmp_path):
    path = tmp_path / "t.safetensors"
    sha256 = write_tensors(path, TENSORS)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert not same(read_tensors(path), TENSORS)  # well formed, but other numbers
    with pytest.raises(Damaged, match="does not match") as caught:
        read_tensors(path, sha256)
    assert caught.value.path == str(path)


@pytest.mark.parametrize("content", [b"", b"no tensors", pickle.dumps({"a": 1}), b"\xff" * 64])
def test_what_is_no_safetensors_file_is_refused(tmp_path, content):
    path = tmp_path / "t.safetensors"
    path.write_bytes(content)
    with pytest.raises(Damaged, match="not a safetensors file"):
        read_tensors(path)


def test_a_file_cut_off_is_refused(tmp_path):
    path = tmp_path / "t.safetensors"
    write_tensors(path, TENSORS)
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(Damaged):
        read_tensors(path)


def test_missing_files_are_named(tmp_path):
    for read in (read_tensors, read_index):
        with pytest.raises(Damaged) as caught:
            read(tmp_path / "missing")
        assert caught.value.path == str(tmp_path / "missing")


def test_an_index_comes_back_readable(tmp_path):
    index = {"名": "字", "steps": [1, 2], "nested": {"x": None}}
    write_index(tmp_path / "i.json", index, indent=1)
    assert read_index(tmp_path / "i.json") == index
    text = (tmp_path / "i.json").read_text(encoding="utf-8")
    assert "名" in text and text.endswith("}\n") and text.splitlines()[1].startswith(' "')


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "\x80pickle"])
def test_a_broken_index_is_refused(tmp_path, text):
    (tmp_path / "i.json").write_text(text, encoding="latin-1")
    with pytest.raises(Damaged):
        read_index(tmp_path / "i.json")


def test_a_store_begins_empty_and_grows(tmp_path):
    kept = TensorStore(tmp_path / "s" / "t.safetensors", tmp_path / "s" / "i.json")
    assert kept.tensors() == {} and kept.index() == {}
    kept.write({"a": TENSORS["a"]}, {"a": 1})
    kept.write(kept.tensors() | {"b": TENSORS["b"]}, kept.index() | {"b": 2})
    assert same(kept.tensors(), TENSORS) and kept.index() == {"a": 1, "b": 2}
    assert json.loads(kept.index_path.read_text()) == {"a": 1, "b": 2}
    assert sorted(p.name for p in (tmp_path / "s").iterdir()) == ["i.json", "t.safetensors"]


def test_a_store_names_its_damaged_file(tmp_path):
    kept = TensorStore(tmp_path / "t.safetensors", tmp_path / "i.json")
    kept.write(TENSORS, {"a": 1})
    kept.index_path.write_text("{")
    kept.tensors_path.write_bytes(b"x")
    for read, path in ((kept.tensors, kept.tensors_path), (kept.index, kept.index_path)):
        with pytest.raises(Damaged) as caught:
            read()
        assert caught.value.path == str(path)


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unwritable):
        check_writable(tmp_path / "file" / "below")
    check_writable(tmp_path / "new")
    assert not list((tmp_path / "new").iterdir())


def test_nothing_half_written_is_left_behind(tmp_path, monkeypatch):
    path = tmp_path / "manifest.json"
    write_file(path, b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(Unwritable):
        write_file(path, b"new")
    with pytest.raises(Unwritable):
        replace_file(tmp_path / "manifest.json.part", path)
    assert path.read_bytes() == b"old"
