"""Trains the built-in extractor's models from public talks. Run by hand, never by the product (see docs/model-card.md)."""
