"""What keeps a machine and a course fit for use: the doctor, backups, later versions."""
