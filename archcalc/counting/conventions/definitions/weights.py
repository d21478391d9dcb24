"""Weights alone, as the lecture counts."""

from archcalc.counting.conventions.courses import lecture

params = lecture.params
