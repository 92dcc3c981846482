"""Stands in for the package `gliner`, whose weights are too large for a test.

It has what is used of the real one (0.2.29): `GLiNER.from_pretrained(folder, local_files_only=...)` and
`model.inference(texts, labels, threshold=..., batch_size=...)`, which gives a list of dicts per text. It "finds"
the words that its folder's `words.json` lists. What it can't show is how well a real model finds names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path


class GLiNER:
    def __init__(self, words: dict[str, tuple[str, float]]) -> None:
        self.words = words
        self.asked: list[tuple[list[str], list[str]]] = []

    @classmethod
    def from_pretrained(cls, model_id: str, *, local_files_only: bool = False) -> GLiNER:
        path = Path(model_id) / "words.json"
        if not (local_files_only and path.exists()):
            raise FileNotFoundError(f"No config file found in {model_id}")
        return cls(json.loads(path.read_text()))

    def inference(
        self, texts: list[str], labels: list[str], *, threshold: float = 0.5, batch_size: int = 8
    ) -> list[list[dict[str, object]]]:
        assert len(texts) <= batch_size
        self.asked.append((texts, labels))
        return [list(self._find(text, labels, threshold)) for text in texts]

    def _find(self, text: str, labels: list[str], threshold: float) -> Iterator[dict[str, object]]:
        for word, (label, score) in self.words.items():
            start = text.find(word)
            if start >= 0 and label in labels and score > threshold:
                yield {"start": start, "end": start + len(word), "text": word, "label": label, "score": score}
