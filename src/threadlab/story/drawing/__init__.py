"""The picture: swim lanes, boxes and the wait-for diagram, as SVG."""
