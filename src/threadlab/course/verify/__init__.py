"""The course checks itself: its tests by the answers it knows, its release by its sources."""
