"""GroupQueryAttention, as files call GroupedQueryAttention."""

from archcalc.loading.keras.layers.attention.grouped_query_attention import translate

__all__ = ["translate"]
