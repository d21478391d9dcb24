"""Weights alone."""

from archcalc.conventions import lecture

params = lecture.params
