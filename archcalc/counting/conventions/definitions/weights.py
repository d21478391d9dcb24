"""Weights alone, as the lecture counts."""

from archcalc.conventions import lecture

params = lecture.params
