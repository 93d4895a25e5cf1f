"""Small stores of invented rows, and the same rows as files for a count at once."""

from datetime import UTC, datetime
from pathlib import Path

from tests.factories.payroll import EMPLOYER, KEY, PAID, REGISTERED, registered, write

from banenafspraak.core.counting import Order
from banenafspraak.core.counting.store import steps
from banenafspraak.core.counting.store.state import Store
from banenafspraak.core.kernel.pseudonyms import Key

HAND = steps.Hand(KEY, datetime(2026, 1, 1, tzinfo=UTC))
OTHER_KEY = Key(bytes([1]) * 32)


def new(folder: Path) -> Path:
    """An empty store in a folder of this folder."""
    steps.init(folder / "opslag", HAND)
    return folder / "opslag"


def delivered(store: Path, name: str, rows, columns=None) -> Path:
    """Payroll rows as a file beside the store."""
    return write(store.parent / name, rows, columns or list(PAID))


def added(store: Path, name: str, *rows) -> steps.Done:
    """Rows delivered to a store."""
    return steps.add(store, HAND, [delivered(store, name, rows)])


def corrected(store: Path, name: str, *rows) -> steps.Done:
    """Rows that come after everything that is there."""
    return steps.add(store, HAND, [], [delivered(store, name, rows)])


def replaced(store: Path, month: str, name: str, *rows) -> steps.Done:
    """Rows in the place of a month."""
    return steps.replace_month(store, HAND, month, [delivered(store, name, rows)])


def with_register(store: Path, *people, name="register.csv", older=False) -> steps.Done:
    """A register with these people; with A alone when nobody is said."""
    path = write(store.parent / name, people or [registered()], list(REGISTERED))
    return steps.register(store, HAND, path, older=older)


def with_employers(store: Path, *rows, name="werkgevers.csv") -> steps.Done:
    """A table of employers."""
    return steps.employers(store, HAND, write(store.parent / name, rows, list(EMPLOYER)))


def asked(store: Path, **more) -> Order:
    """A count from a store; the period is 2018 unless said otherwise."""
    return Order(**({"deliveries": (), "register": None, "period": "2018", "key": KEY, "store": store} | more))


def kept_files(store: Path, kind: str) -> list[Path]:
    """The kept files of a kind."""
    return sorted((store / "kept").glob(f"{kind}-*.parquet"))


def made_files(store: Path) -> list[Path]:
    """Everything that was made for counts."""
    return sorted((store / "made").glob("*/*.parquet"))


def flip(path: Path, at: int = -1) -> None:
    """Change one bit in a file: at a place, or in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2 if at < 0 else at] ^= 1
    path.write_bytes(content)


def everything(store: Path) -> dict[str, bytes]:
    """Every file of a store with its bytes."""
    return {path.relative_to(store).as_posix(): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def months(store: Path) -> dict[str, int]:
    """How many rows each month of a store has."""
    return {name: month.count for name, month in Store.open(store).state.months.items()}
