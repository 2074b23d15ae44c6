"""scikit-learn on one thread."""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
from serve import serve
from sklearn import decomposition, model_selection, preprocessing

# By name: the same as in suites/data.mjs.
TASKS = {
    "standardScaler": lambda: preprocessing.StandardScaler(),
    "minMaxScaler": lambda: preprocessing.MinMaxScaler(),
    "robustScaler": lambda: preprocessing.RobustScaler(),
    "oneHotEncoder": lambda: preprocessing.OneHotEncoder(sparse_output=False),
    "ordinalEncoder": lambda: preprocessing.OrdinalEncoder(),
    "kBinsDiscretizer": lambda: preprocessing.KBinsDiscretizer(
        n_bins=5, encode="ordinal", strategy="quantile", subsample=None
    ),
    "pca": lambda: decomposition.PCA(n_components=10),
}


def data(rows, columns, categories):
    """The same numbers as in suites/data.mjs: scattered ones, more widely from column to column, or categories of them."""
    wave = np.sin(np.arange(rows * columns, dtype=np.float64) * 12.9898) * 43758.5453
    scattered = (wave - np.floor(wave)).reshape(rows, columns)
    return scattered * np.arange(1, columns + 1) if categories is None else np.floor(scattered * categories)


class Transform:
    def __init__(self, name, rows, columns, categories=None):
        self.make = TASKS[name]
        self.x = data(rows, columns, categories)
        self.result = None

    def run(self, times):
        for _ in range(times):
            self.result = self.make().fit_transform(self.x)

    def read(self):
        return np.abs(self.result[:50]).ravel()[:500].tolist()


class Folds:
    def __init__(self, _name, rows, columns):
        self.x = data(rows, columns, None)
        self.result = None

    def run(self, times):
        for _ in range(times):
            folds = model_selection.KFold(n_splits=5, shuffle=True, random_state=0)
            self.result = [(self.x[train], self.x[test]) for train, test in folds.split(self.x)]

    def read(self):
        return self.result[0][1].ravel()[:500].tolist()


serve(lambda name, **size: (Folds if name == "kFold" else Transform)(name, **size))
