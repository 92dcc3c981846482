"""What the page of one video shows, put together from what `reading` loads. Writes nothing."""
