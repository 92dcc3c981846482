"""Search over all videos: entities, videos, moments and topics for what is typed."""
