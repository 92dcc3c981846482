"""One module for each file format. Each has `write(reader)`: the file as pieces of text or bytes, in order."""
