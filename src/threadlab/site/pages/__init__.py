"""The pages around the notebooks: what the course is, the guides, the gallery, the reference."""
