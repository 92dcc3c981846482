"""Django's SQLite, with a queue of its writers before the file. The settings name it as the engine."""
