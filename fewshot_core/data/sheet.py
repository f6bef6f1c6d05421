"""The contact sheet of a data set: a picture with one row a class, for checking it by eye."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from fewshot_core.data.datasets import DataSet

TILE, GAP, NAME_WIDTH = 64, 4, 190
MOST = 100


def contact_sheet(data: DataSet) -> Image.Image:
    """An RGB picture: at most ``MOST`` images of every class beside its name, split and number of images."""
    columns = min(MOST, max(c.count for c in data.classes))
    step = TILE + GAP
    sheet = Image.new("RGB", (NAME_WIDTH + columns * step, len(data.classes) * step), "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=15)
    for row, info in enumerate(data.classes):
        pen.text((6, row * step + 14), f"{info.id}\n{info.split} · {info.count}", fill="black", font=font)
        for column, item in enumerate(info.items[:MOST]):
            sheet.paste(data.draw(item), (NAME_WIDTH + column * step, row * step))
    return sheet
