"""Mutation of right answers: what a course's checks must notice, made by small changes that a learner might make."""
