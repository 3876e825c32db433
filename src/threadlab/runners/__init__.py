"""Every schedule for other test runners and graders: each adapter is small, and asks ``explore``."""
