"""The page of one entity over all videos, the index of entities, and the API calls about them. Reads only."""
