#!/usr/bin/env python3
"""Draws docs/tools/session.svg, a session at the prompt, from the examples of README.md, which a test runs.

    docs/tools/session-picture.py        # writes the picture anew
"""
import html
import pathlib
import textwrap

HERE = pathlib.Path(__file__).resolve().parent
README = HERE.parent.parent / "README.md"
PICTURE = HERE / "session.svg"

COLUMNS = 104
CHARACTER, LINE, MARGIN, BAR = 7.25, 17, 16, 28
COLORS = {"command": "#e6edf3", "output": "#b7c0ca", "error": "#ff8f86", "prompt": "#7ee787"}


def examples():
    """The indented blocks of the section 'First queries', as lists of lines."""
    section = README.read_text(encoding="utf-8").split("## First queries\n", 1)[1].split("\n## ", 1)[0]
    blocks, block = [], []
    for line in section.splitlines() + [""]:
        if line.startswith("    "):
            block.append(line[4:])
        elif block:
            blocks.append(block)
            block = []
    return blocks


def kind(line):
    if line.startswith("$ "):
        return "command"
    return "error" if line.startswith("error ") else "output"


def wrapped(line):
    """A line as a terminal of COLUMNS characters shows it; the columns of a row are never taken apart."""
    if line.startswith("$ "):
        return textwrap.wrap(line, COLUMNS, subsequent_indent="    ", break_on_hyphens=False)
    return [line[at : at + COLUMNS] for at in range(0, max(len(line), 1), COLUMNS)]


def text(line, color, y):
    content = html.escape(line, quote=False)
    if line.startswith("$ "):
        content = f'<tspan fill="{COLORS["prompt"]}">$</tspan>{html.escape(line[1:], quote=False)}'
    weight = ' font-weight="bold"' if color == "command" else ""
    return f'<text x="{MARGIN}" y="{y}" fill="{COLORS[color]}"{weight} xml:space="preserve">{content}</text>'


def main():
    lines = []
    for block in examples():
        color = "output"
        for line in block:
            color = kind(line) if kind(line) != "output" or color == "command" else color
            lines += [(part, color) for part in wrapped(line)]
        lines.append(("", "output"))
    lines.pop()
    width = round(COLUMNS * CHARACTER + 2 * MARGIN)
    height = BAR + len(lines) * LINE + MARGIN
    dots = "".join(
        f'<circle cx="{MARGIN + 4 + 18 * n}" cy="14" r="5.5" fill="{fill}"/>'
        for n, fill in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    body = "\n".join(text(line, color, BAR + LINE * (n + 1) - 4) for n, (line, color) in enumerate(lines) if line)
    PICTURE.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' role="img" aria-label="A session at the prompt of dynamo-jdbc">\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>\n{dots}\n'
        '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace"'
        f' font-size="12">\n{body}\n</g>\n</svg>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
