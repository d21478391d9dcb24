"""A model for scikit-learn whose predictions were told to it."""

import numpy
from sklearn.base import BaseEstimator, ClassifierMixin


class ToldClassifier(ClassifierMixin, BaseEstimator):
    """A model that has been told its probabilities: one row of the table for each image, by its number."""

    def __init__(self, table=None):
        self.table = table

    def fit(self, x, y):
        self.classes_ = numpy.unique(y)
        return self

    def predict_proba(self, x):
        return self.table[x[:, 0].astype(int)]

    def predict(self, x):
        return self.classes_[self.predict_proba(x).argmax(axis=1)]
