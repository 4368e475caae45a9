"""What kpi_xl costs, beside what else could be used."""

import os

# One thread each, set before numpy is imported: among other work, threads would measure how long they wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
