"""The forms in which other graders and dashboards want results, each made from a judged exercise."""
