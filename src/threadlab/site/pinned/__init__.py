"""What the site takes from registries, each at one version and with its hash."""
