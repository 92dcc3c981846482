"""The record: videos, what was extracted from them, and the pages that show one."""
