#!/usr/bin/env python3
"""Draws docs/tools/dbeaver-driver.svg, what to enter in DBeaver's dialog for a new driver, from dbeaver-drivers.xml.

    docs/tools/dbeaver-picture.py        # writes the picture anew
"""
import html
import pathlib
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).resolve().parent
PICTURE = HERE / "dbeaver-driver.svg"

WIDTH, ROW, LEFT, FIELD = 640, 34, 24, 150


def text(x, y, content, color="#24292f", size=12, weight="normal"):
    return (
        f'<text x="{x}" y="{y}" fill="{color}" font-size="{size}" font-weight="{weight}">'
        f"{html.escape(content, quote=False)}</text>"
    )


def box(x, y, width, height, fill="#ffffff"):
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="3" fill="{fill}" stroke="#c4c9d0"/>'


def main():
    driver = xml.parse(HERE / "dbeaver-drivers.xml").getroot().find(".//driver")
    library = driver.find("library")
    fields = [
        ("Driver Name", driver.get("name")),
        ("Driver Type", "Generic"),
        ("Class Name", driver.get("class")),
        ("URL Template", driver.get("url")),
        ("No authentication", "ticked, where the AWS profile has the credentials"),
        ("Libraries (tab)", "Add File: " + library.get("path").rsplit("/", 1)[-1]),
    ]
    height = 52 + ROW * len(fields) + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
        ' role="img" aria-label="What to enter in the dialog for a new driver of DBeaver" font-family="sans-serif">',
        f'<rect x="0" y="0" width="{WIDTH}" height="{height}" rx="6" fill="#f2f3f5" stroke="#c4c9d0"/>',
        f'<rect x="0" y="0" width="{WIDTH}" height="32" rx="6" fill="#dfe3e8"/>',
        text(LEFT, 21, "Database > Driver Manager > New", weight="bold"),
    ]
    for number, (label, value) in enumerate(fields):
        top = 46 + ROW * number
        parts.append(text(LEFT, top + 17, label + ":"))
        parts.append(box(LEFT + FIELD, top, WIDTH - 2 * LEFT - FIELD, 24))
        parts.append(text(LEFT + FIELD + 8, top + 17, value, color="#0b57a4"))
    PICTURE.write_text("\n".join(parts + ["</svg>"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
