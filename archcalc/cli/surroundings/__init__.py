"""Libraries and programs around archcalc: its extras, TeX, fonts, GPUs."""
