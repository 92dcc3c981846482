"""Reads the training talks out of a git repository of Markdown transcripts. Writes nothing."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HELD_OUT = frozenset(
    {
        "practicalai/practical-ai-150.md",
        "founderstalk/founders-talk-60.md",
        "news/changelog-news-181.md",
        "brainscience/brain-science-26.md",
        "shipit/ship-it-97.md",
        "podcast/the-changelog-487.md",
        "gotime/go-time-165.md",
    }
)
"""Talks that quality is measured on."""
HELD_OUT_FROM = {"practicalai": 280, "founderstalk": 75}
"""From these numbers on, the shows are kept for measuring too."""

_NUMBER = re.compile(r"(\d+)\.md$")
_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^)\s]+)[^)]*\)")
_SPEAKER = re.compile(r"^\s*\*\*([^*\n]{1,60}?):?\*\*:?\s*")
_STAMP = re.compile(r"\\?\[\s*\d\d?:\d\d(?::\d\d)?(?:\.\d+)?\s*\\?\]")
_NOISE = re.compile(r"\\?\[(?:laugh|unintell|music|applause|inaudible|cross)[^\]]*\]", re.I)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`links`: (start, end, address) of anchor texts in `text`."""

    speaker: str | None
    text: str
    links: tuple[tuple[int, int, str], ...] = ()


def list_talks(repository: Path) -> list[str]:
    """Paths of all talks that may be trained on, sorted."""
    command = ["git", "ls-tree", "-r", "--name-only", "HEAD"]
    names = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in names.splitlines() if _may_train(name))


def _may_train(name: str) -> bool:
    show, _, rest = name.partition("/")
    if not rest.endswith(".md") or show in {".github", "scripts"} or name in HELD_OUT:
        return False
    number = _NUMBER.search(rest)
    return not (number and int(number[1]) >= HELD_OUT_FROM.get(show, 10**9))


def read_talks(repository: Path, names: Sequence[str]) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
    with subprocess.Popen(
        ["git", "cat-file", "--batch"], cwd=repository, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as git:
        assert git.stdin
        assert git.stdout
        for name in names:
            git.stdin.write(f"HEAD:{name}\n".encode())
            git.stdin.flush()
            header = git.stdout.readline().split()
            data = git.stdout.read(int(header[2]))
            git.stdout.read(1)
            yield name, tuple(read_paragraphs(data.decode("utf-8", "replace")))
        git.stdin.close()


def read_paragraphs(markdown: str) -> Iterator[Paragraph]:
    speaker: str | None = None
    for raw in markdown.split("\n"):
        label = _SPEAKER.match(raw)
        speaker = label[1].strip() if label else speaker
        said = raw[label.end() :] if label else raw
        line = _NOISE.sub("", _STAMP.sub("", said)).lstrip("# ").rstrip()
        if line and (speaker or "").lower() != "break":
            text, links = _strip_markup(line)
            if text.strip():
                yield Paragraph(speaker, text, links)


def _strip_markup(line: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    out = ""
    links: list[tuple[int, int, str]] = []
    position = 0
    for link in _LINK.finditer(line):
        out += _plain(line[position : link.start()])
        anchor = _plain(link[1])
        links.append((len(out), len(out) + len(anchor), link[2]))
        out += anchor
        position = link.end()
    return out + _plain(line[position:]), tuple(links)


def _plain(text: str) -> str:
    return re.sub(r"[*`\\]", "", text)
