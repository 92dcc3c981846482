"""How pages name what an editor did, or decides."""

from __future__ import annotations

KIND_WORDS = {
    "same": "merged",
    "distinct": "kept apart",
    "split": "split",
    "mention": "marked",
    "rename": "renamed",
    "retype": "retyped",
    "describe": "described",
    "hide": "hid",
    "approve": "approved",
    "correct": "corrected",
    "relate": "stated",
}
POLARITY_WORDS = {"asserted": "said so", "denied": "denied", "hypothetical": "supposed"}
