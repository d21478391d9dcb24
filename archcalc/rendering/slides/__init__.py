"""Slides of PowerPoint: tables, charts and drawings as its own objects, in a template's design or a plain one."""
