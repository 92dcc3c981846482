"""The page of one topic over all videos, the index of topics, and the API calls about them. Reads only."""
