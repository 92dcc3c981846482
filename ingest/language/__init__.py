"""How talk is read: flowing text, sentences, tokens, word statistics. Knows records; knows no stage."""
