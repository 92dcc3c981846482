"""The page of one connection: who says so, in all videos, and how to cite it."""
