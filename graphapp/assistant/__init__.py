"""The library as tools for an assistant (Model Context Protocol): search, entities, paths, evidence. Reads only."""
