"""DeepSpeed's FLOPs profiler."""

from archcalc.counting.conventions.profilers import calflops

operations = calflops.operations._replace(source="DeepSpeed, FLOPs profiler; calflops took over its rules")
