"""The desk's pages: the review queue, editing in place, history. Editors only; every form works without scripts."""
