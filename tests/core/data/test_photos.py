"""Colour photographs from a folder, and the groceries' archive in small."""

import io
import zipfile

import torch
from PIL import Image

from fewshot_core.data.datasets import load_data
from fewshot_core.data.datasets.folder import load_unnamed
from fewshot_core.data.datasets.image_files import PHOTO


def photograph(colour, size=(60, 40)):
    """The middle square in one colour, white beside it."""
    image = Image.new("RGB", size, "white")
    side = min(size)
    image.paste(colour, ((size[0] - side) // 2, (size[1] - side) // 2, (size[0] + side) // 2, size[1]))
    return image


def test_photos_are_the_middle_square_in_colour(tmp_path, monkeypatch):
    monkeypatch.setenv("FEWSHOT_DATA", str(tmp_path / "cache"))
    for name, colour in (("red", (200, 0, 0)), ("blue", (0, 0, 200))):
        (tmp_path / "in" / name).mkdir(parents=True)
        photograph(colour).save(tmp_path / "in" / name / "1.png")
    turned = Image.Exif()
    turned[0x0112] = 6  # to be turned by a quarter
    half = Image.new("RGB", (40, 40), (200, 0, 0))
    half.paste((0, 200, 0), (0, 0, 40, 20))  # green above, and after the turn at the right
    half.save(tmp_path / "in" / "red" / "2.png", exif=turned)
    data = load_data(f"photos:{tmp_path / 'in'}")
    assert data.images.shape == (3, 3, 128, 128) and data.images.dtype == torch.uint8
    of = {info.id: info.first for info in data.classes}
    assert (data.images[of["blue"]] == torch.tensor([0, 0, 200]).view(3, 1, 1)).all()
    assert data.images[of["red"] + 1][:, 64, 120].tolist() == [0, 200, 0]
    assert data.draw(of["blue"]).getpixel((1, 1)) == (0, 0, 200)
    assert load_data(f"folder:{tmp_path / 'in'}").images.shape == (3, 1, 28, 28)
    found = load_unnamed(str(tmp_path / "in"), PHOTO)
    assert [file.name for file in found.files] == ["1.png", "1.png", "2.png"] and len(found.images) == 3


def test_groceries_put_the_parts_of_the_authors_together(tmp_path, monkeypatch):
    monkeypatch.setenv("FEWSHOT_DATA", str(tmp_path))
    place = tmp_path / "downloads" / "grocery"
    place.mkdir(parents=True)
    with zipfile.ZipFile(place / "master.zip", "w") as archive:
        for part in ("train", "val", "test", "iconic-images-and-descriptions"):
            for kind in ("Fruit/Apple/Granny-Smith", "Fruit/Banana", "Packages/Juice/Bravo-Apple-Juice"):
                content = io.BytesIO()
                photograph((0, 200, 0)).save(content, "JPEG")
                name = f"GroceryStoreDataset-master/dataset/{part}/{kind}/{kind.split('/')[-1]}_001.jpg"
                archive.writestr(name, content.getvalue())
    data = load_data("grocery")
    assert data.images.shape == (9, 3, 128, 128) and [c.count for c in data.classes] == [3, 3, 3]
    assert [(c.id, c.en, c.group) for c in data.classes] == [
        ("Apple/Granny-Smith", "Granny Smith", "Fruit"),
        ("Banana", "Banana", "Fruit"),
        ("Juice/Bravo-Apple-Juice", "Bravo Apple Juice", "Packages"),
    ]
    assert data.draw(0).getpixel((2, 2))[1] > 190
