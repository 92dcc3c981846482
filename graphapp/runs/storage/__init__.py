"""What runs keep as files under DATA_DIR, named by what it was made from; and what the library has already."""
