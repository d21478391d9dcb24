"""Homework: questions about networks, answers marked with reasons, worksheets, question banks, and inverse questions.

An answer is text until `answers` has read it; a question's right answers come from the operators' rules; a wrong
answer is held against a catalogue of misconceptions, each of which runs the same rules as somebody who errs would.
"""
