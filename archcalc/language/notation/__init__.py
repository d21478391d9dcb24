"""The lecture's notation as steps: 2x (CONV3-64 -> RELU) -> POOL2, read by one reader for files, solve and sheets."""
