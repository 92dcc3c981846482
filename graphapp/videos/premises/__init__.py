"""What resolution works from: facts of extractions, which entity holds a key, active decisions. Reads only."""
