"""The count in Spark, for who outgrows one machine: the same statements, on local cores or on a cluster.

Spark is an extra of its own and wants Java. A store is read from where the cluster sees it; what is small goes along.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa
from pyarrow import parquet

from banenafspraak.core.counting.engines import Cluster
from banenafspraak.core.counting.engines.sql import Rows, SqlEngine
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

LOCAL = "local[*]"
KEPT = "kept"
"""The folder of a store that the cluster sees."""
SETTINGS = {
    "spark.app.name": "banenafspraak",
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
}
SETTINGS_LOCAL = {
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "4g",  # the workers are in it; Spark's own 1 GB holds no nation's register
    "spark.driver.host": "127.0.0.1",  # where large answers are fetched: it must be what it is bound to
}


class SparkTables:
    """The tables of one count in a Spark session of its own."""

    def __init__(self, spark: SparkSession, root: str | None) -> None:
        self.spark, self.root = spark, root
        self.kept: list[DataFrame] = []

    def give(self, name: str, table: pa.Table) -> None:
        """Take in a table under a name."""
        self.spark.createDataFrame(table).createOrReplaceTempView(name)

    def files(self, name: str, paths: Sequence[Path], columns: pa.Schema) -> None:
        """Parquet files as one table."""
        if all(map(self._is_seen, paths)) and paths:
            found = self.spark.read.parquet(*map(self._seen, paths)).select(*columns.names)
            found.createOrReplaceTempView(name)
        else:  # what was made here, and is small
            tables = [parquet.read_table(path, columns=columns.names).cast(columns) for path in paths]
            self.give(name, pa.concat_tables([columns.empty_table(), *tables]))

    def view(self, name: str, question: str) -> None:
        """A table that is worked out each time it is asked."""
        self.spark.sql(question).createOrReplaceTempView(name)

    def make(self, name: str, statement: str) -> None:
        """Make a table from a statement; it is worked out once and kept until the count is done."""
        made = self.spark.sql(statement).persist()
        self.kept.append(made)
        made.createOrReplaceTempView(name)

    def ask(self, question: str, values: Sequence[str] = ()) -> Rows:
        """The rows of an answer."""
        return [tuple(row) for row in self.spark.sql(question, args=list(values)).collect()]

    def table(self, question: str) -> pa.Table:
        """An answer as a table."""
        return self.spark.sql(question).toArrow()

    def forget(self) -> None:
        """Free what was kept."""
        for made in self.kept:
            made.unpersist()

    def _is_seen(self, path: Path) -> bool:
        """Whether the cluster sees a file of a store: where that is elsewhere, what was made is only here."""
        return self.root is None or path.parent.name == KEPT

    def _seen(self, path: Path) -> str:
        """Where the cluster sees a file of a store: the same place under another root."""
        return str(path) if self.root is None else f"{self.root.rstrip('/')}/{KEPT}/{path.name}"


class SparkEngine(SqlEngine):
    """Spark, on the cluster asked for."""

    name = "spark"

    def __init__(self, cluster: Cluster) -> None:
        """Check that Spark and Java are there.

        Raises:
            ProblemsError: one of them is not.
        """
        need_spark()
        self.cluster, self.elsewhere = cluster, cluster.files is not None

    @property
    def version(self) -> str:
        """The version of Spark."""
        import pyspark  # noqa: PLC0415 - an extra, loaded only when asked for

        return str(pyspark.__version__)

    @contextmanager
    def session(self) -> Iterator[SparkTables]:
        """A session without tables on the one Spark of this process."""
        tables = SparkTables(_spark(self.cluster.master).newSession(), self.cluster.files)
        try:
            yield tables
        finally:
            tables.forget()


def need_spark() -> None:
    """Stop with all that Spark lacks on this machine.

    Raises:
        ProblemsError: the extra is not installed, or there is no Java.
    """
    problems = [] if find_spec("pyspark") else [Problem("spark-missing", Place("--engine"))]
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        problems.append(Problem("java-missing", Place("--engine")))
    if problems:
        raise ProblemsError(problems)


@cache
def _spark(master: str | None) -> SparkSession:
    """The Spark of this process: at the address given, else as Spark was set up, else on the cores of this machine."""
    from pyspark import SparkConf  # noqa: PLC0415 - an extra, loaded only when asked for
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra, loaded only when asked for

    conf = SparkConf()
    address = master or conf.get("spark.master", LOCAL) or LOCAL
    settings = SETTINGS | (SETTINGS_LOCAL if address.startswith("local") else {})
    conf.setMaster(address).setAll([(name, value) for name, value in settings.items() if not conf.contains(name)])
    builder = cast("Any", SparkSession.builder)
    return cast("SparkSession", builder.config(conf=conf).getOrCreate())
