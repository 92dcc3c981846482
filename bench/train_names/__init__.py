"""Trains the built-in extractor's models from public talks. Run by hand; see docs/model-card.md."""
