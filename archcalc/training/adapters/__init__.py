"""Low-rank adapters beside frozen matrices (LoRA), which may be quantized to 4 bits (QLoRA)."""
