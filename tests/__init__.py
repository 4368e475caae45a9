"""The tests. Matrices are small here: several threads for each of them would only wait for each other."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
