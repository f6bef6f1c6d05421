"""Data sets by download: archives as torchvision reads them, in small, and one sentence without a network."""

import gzip
import io
import json
import pickle
import socket
import struct
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from fewshot_core.cli import main
from fewshot_core.data.datasets import cifar_fs, data_names, embedded_names, is_here, load_data
from fewshot_core.tensors.errors import Missing

pytest.importorskip("torchvision", reason="the extra 'data' is not installed")
pytest.importorskip("scipy", reason="the extra 'data' is not installed")

REASONS = ("name resolution", "Error downloading")
"""What the network says, and what an older torchvision says of it for the sets in the format of MNIST."""
NAMES = sorted(set(data_names()) - set(embedded_names()))


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch):
    """Where torchvision looks; any file there passes for whole, and no server is reached."""

    def refuse(*_, **__):
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setenv("FEWSHOT_DATA", str(tmp_path))
    monkeypatch.setattr("torchvision.datasets.utils.check_md5", lambda *_, **__: True)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tmp_path / "downloads"


def idx(array: np.ndarray) -> bytes:
    """The format of MNIST: two zeros, the type (8: bytes), the number of dimensions, each, the bytes."""
    header = struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
    return header + array.astype(np.uint8).tobytes()


def put_ten(folder: Path) -> None:
    """Two images a class for training and one for testing; a class's grey is 10 · label, + 1 in testing."""
    folder.mkdir(parents=True)
    for part, times in (("train", 2), ("t10k", 1)):
        labels = np.tile(np.arange(9, -1, -1), times)
        images = np.broadcast_to((10 * labels + (part == "t10k"))[:, None, None], (len(labels), 28, 28))
        for kind, array in (("images-idx3", images), ("labels-idx1", labels)):
            (folder / f"{part}-{kind}-ubyte.gz").write_bytes(gzip.compress(idx(array)))


@pytest.mark.parametrize(
    ("name", "folder"), [("mnist", "MNIST"), ("fashion-mnist", "FashionMNIST"), ("kmnist", "KMNIST")]
)
def test_ten_classes_in_the_format_of_mnist(root, name, folder):
    put_ten(root / folder / "raw")
    data = load_data(name)
    assert data.images.shape == (30, 1, 28, 28) and data.images.dtype == torch.uint8
    assert data.images.flatten(1).float().mean(1).view(10, 3).tolist() == [
        [10 * c, 10 * c, 10 * c + 1] for c in range(10)
    ]
    assert [len(data.split_classes(split)) for split in ("train", "val", "test")] == [5, 2, 3]
    assert data.draw(29).getpixel((9, 9)) == (255 - 91,) * 3 and data.draw(29).size == (64, 64)


def put_emnist(root: Path) -> None:
    folder = root / "EMNIST" / "raw"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "gzip.zip", "w") as archive:
        for part in ("train", "test"):
            labels = np.arange(47)
            images = np.zeros((47, 28, 28))
            images[:, 20, 3] = 200  # column 20, row 3: they are stored lying
            for kind, array in (("images-idx3", images), ("labels-idx1", labels)):
                archive.writestr(f"gzip/emnist-balanced-{part}-{kind}-ubyte.gz", gzip.compress(idx(array)))


def test_emnist_stands_upright_and_keeps_both_forms_of_a_letter_together(root):
    put_emnist(root)
    data = load_data("emnist")
    assert len(data.classes) == 47 and data.images.shape == (94, 1, 28, 28)
    assert (data.images[:, 0, 3, 20] == 200).all() and data.images.count_nonzero() == 94
    groups = {info.id: info.group for info in data.classes}
    assert (groups["7"], groups["A"], groups["a"]) == ("digits", "capitals", "small letters")
    splits = {info.id: info.split for info in data.classes}
    assert all(splits[id] == splits[id.upper()] for id in splits if id.islower())
    assert set(splits.values()) == {"train", "val", "test"}


def png(array: np.ndarray) -> bytes:
    content = io.BytesIO()
    Image.fromarray(array).save(content, "PNG")
    return content.getvalue()


def put_omniglot(root: Path) -> None:
    """Six background alphabets and one for evaluation, of two characters by three drawers each."""
    folder = root / "omniglot-py"
    folder.mkdir(parents=True)
    paper = np.full((105, 105), 255, dtype=np.uint8)
    paper[:50, :50] = 0  # ink at the upper left
    number = 0
    for part, alphabets in (
        ("images_background", [f"old-{n}" for n in range(6)]),
        ("images_evaluation", ["new"]),
    ):
        with zipfile.ZipFile(folder / f"{part}.zip", "w") as archive:
            for alphabet in alphabets:
                for character in (1, 2):
                    number += 1
                    for drawer in (1, 2, 3):
                        name = f"{part}/{alphabet}/character{character:02d}/{number:04d}_{drawer:02d}.png"
                        archive.writestr(name, png(paper))


def test_omniglot_has_alphabets_and_drawers(root):
    put_omniglot(root)
    data = load_data("omniglot")
    assert [(len(data.classes), len(data.images), len(data.groups))] == [(14, 42, 7)]
    assert all(info.origins == ("01", "02", "03") for info in data.classes)
    assert [info.id for info in data.classes[10:]] == [
        "old-5/character01",
        "old-5/character02",
        "new/character01",
        "new/character02",
    ]
    of_alphabet = {info.group: info.split for info in data.classes}
    assert of_alphabet["new"] == "test" and sorted(of_alphabet.values()) == ["test"] + ["train"] * 5 + ["val"]
    assert {(info.group, info.split) for info in data.classes} == set(of_alphabet.items())
    assert (data.images[:, 0, :12, :12] == 255).all() and (data.images[:, 0, 16:, 16:] == 0).all()
    assert data.draw(0).getpixel((2, 2)) == (0, 0, 0) and data.draw(0).getpixel((60, 60)) == (255, 255, 255)


def test_rotations_of_omniglot_are_classes(root):
    put_omniglot(root)
    upright, rotated = load_data("omniglot"), load_data("omniglot-rotated")
    assert len({info.id for info in rotated.classes}) == len(rotated.classes) == 4 * 14
    assert int(rotated.classes[-1].first) + 3 == len(rotated.images) == 4 * 42
    for info in rotated.classes:
        plain = next(c for c in upright.classes if c.id == info.id.partition("@")[0])
        turned = torch.rot90(upright.images[list(plain.items)], int(info.id.partition("@")[2]) // 90, (2, 3))
        assert torch.equal(rotated.images[list(info.items)], turned)
        assert (info.split, info.origins) == (plain.split, plain.origins)
    assert len({info.group for info in rotated.classes}) == 4 * 7  # a task within a group mixes no turns


def put_cifar(root: Path) -> None:
    root.mkdir(parents=True)
    splits, _ = cifar_fs.read_table()
    with tarfile.open(root / "cifar-100-python.tar.gz", "w:gz") as archive:

        def add(name: str, content: dict) -> None:
            info, raw = tarfile.TarInfo(f"cifar-100-python/{name}"), pickle.dumps(content)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))

        add("meta", {"fine_label_names": sorted(splits)})
        for part in ("train", "test"):
            pixels = np.zeros((100, 3, 32, 32), dtype=np.uint8)
            pixels[:, 0] = np.arange(100)[:, None, None]  # red tells the class
            pixels[:, 2] = 200
            add(part, {"data": pixels.reshape(100, -1), "fine_labels": list(range(100))})


def test_cifar_fs_keeps_the_colours(root):
    put_cifar(root)
    data = load_data("cifar-fs")
    assert data.images.shape == (200, 3, 28, 28)
    for label, info in enumerate(data.classes):
        expected = torch.tensor([label, 0, 200], dtype=torch.uint8).view(1, 3, 1, 1)
        assert (data.images[list(info.items)] == expected).all()
    assert data.draw(199).getpixel((5, 5)) == (99, 0, 200)
    assert {c.id: c.group for c in data.classes}["whale"] == "aquatic_mammals"


def test_the_split_of_cifar_fs_is_whole():
    splits, groups = cifar_fs.read_table()
    assert [list(splits.values()).count(split) for split in ("train", "val", "test")] == [64, 16, 20]
    assert len(groups) == 100 and all(list(groups.values()).count(group) == 5 for group in groups.values())


def put_flowers(root: Path) -> None:
    from scipy.io import savemat

    folder = root / "flowers-102"
    folder.mkdir(parents=True)
    labels = np.arange(102, 0, -1).repeat(3)  # image n (from 1) has label labels[n - 1]
    with tarfile.open(folder / "102flowers.tgz", "w:gz") as archive:
        for number, label in enumerate(labels.tolist(), 1):
            photograph = np.full((40, 60, 3), 255, dtype=np.uint8)
            photograph[:, 10:50] = (0, 2 * label, 0)  # the middle square
            content = io.BytesIO()
            Image.fromarray(photograph).save(content, "JPEG", quality=100, subsampling=0)
            info = tarfile.TarInfo(f"jpg/image_{number:05d}.jpg")
            info.size = len(content.getvalue())
            archive.addfile(info, io.BytesIO(content.getvalue()))
    savemat(folder / "imagelabels.mat", {"labels": labels[None]})
    ids = np.arange(1, 307)
    savemat(
        folder / "setid.mat", {"trnid": ids[None, ::3], "valid": ids[None, 1::3], "tstid": ids[None, 2::3]}
    )


def test_flowers_are_cut_to_their_middle(root):
    put_flowers(root)
    data = load_data("flowers-102")
    assert data.images.shape == (306, 3, 28, 28) and [c.count for c in data.classes] == [3] * 102
    green = data.images[:, 1, 14, 14].float()
    assert (green - 2 * torch.arange(1, 103).repeat_interleave(3)).abs().max() <= 4
    assert data.images[:, 0].float().mean() < 12  # no white from beside the square
    assert [len(data.split_classes(split)) for split in ("train", "val", "test")] == [65, 13, 24]


def test_the_second_time_nothing_but_the_cache_is_read(root):
    put_ten(root / "KMNIST" / "raw")
    first = load_data("kmnist")
    for file in sorted(root.rglob("*.*")):
        file.unlink() if file.is_file() else None
    assert is_here("kmnist")
    again = load_data("kmnist")
    assert torch.equal(again.images, first.images) and again.classes == first.classes


def test_listing_downloads_nothing_and_says_how_to_get_them(root, capsys):
    assert main(["data", "list", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert set(rows) == set(data_names())
    assert [name for name in rows if not rows[name]["here"]] == NAMES
    assert not root.exists()
    put_ten(root / "MNIST" / "raw")
    assert main(["data", "get", "mnist"]) == 0
    assert "10 classes, 30 images" in capsys.readouterr().out
    assert main(["data", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "mnist: 10 classes, 30 images, {'train': 5, 'val': 2, 'test': 3}" in lines
    assert "omniglot: not downloaded yet: fewshot data get omniglot" in lines


@pytest.mark.parametrize("name", NAMES)
def test_without_a_network_one_sentence_says_what_to_do(root, name, capsys):
    assert main(["data", "get", name]) == 1
    told = capsys.readouterr()
    assert told.out == "" and "Traceback" not in told.err
    said = [line for line in told.err.splitlines() if "is not here" in line]
    assert len(said) == 1 and told.err.strip().endswith(said[0])
    assert any(reason in said[0] for reason in REASONS) and "http" in said[0] and str(root) in said[0]


def test_a_broken_archive_is_no_traceback(root):
    put_ten(root / "MNIST" / "raw")
    (root / "MNIST" / "raw" / "train-images-idx3-ubyte.gz").write_bytes(b"half a download")
    with pytest.raises(Missing, match="could not be downloaded"):
        load_data("mnist")
    assert not is_here("mnist")


def test_without_torchvision_it_says_what_to_install(root, monkeypatch):
    monkeypatch.setitem(sys.modules, "torchvision.datasets", None)
    with pytest.raises(Missing, match="needs torchvision"):
        load_data("omniglot")
