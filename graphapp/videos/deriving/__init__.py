"""What follows from all extractions and decisions: entities, appearances, relations. Worked out, then written."""
