"""推岗: technical schools train, and recommend those who graduate."""

from laborcoop.training.placement import Recommendation, TrainingPlacement

__all__ = ["Recommendation", "TrainingPlacement"]
