"""Beginning an assignment or an exercise: cells, ids, points, and a first right and wrong answer."""
