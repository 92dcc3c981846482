"""What a page or an API call shows of a video, in a handful of queries whatever its size. Reads only."""
