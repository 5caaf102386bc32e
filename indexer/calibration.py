"""What the signals of a model's index mean: how they are weighed, and what chance a score stands for.

Learned on judged questions and pairs of tasks, one calibration for each model; an index keeps that of its own model in
its manifest. Those of ``data/calibrations`` ship; ``tests/bench/bench_bands.py --write`` makes one for another model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from corpus.errors import CalibrationError

Number = Annotated[float, Field(allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class SignalWeights:
    """Weights of the signals for one kind of text; ``instead`` goes to ``concept`` where words and letters fail."""

    dense: Number
    concept: Number
    lexical: Number
    skeleton: Number
    instead: Number


@dataclass(frozen=True, slots=True)
class Fusion:
    """How the signals make one score.

    Attributes:
        clean: for text that can be read.
        damaged: for ruined text that nothing was guessed of: its words and vector say little, its letter groups much.
        unread: for a question whose words cannot be told. One that was restored stands between this and the others by
            how sure its words are.
        gate: share of the question's letter groups in the best unit of all: up to the first, words and letters have the
            least of their weight, from the second on all of it.
        least: that share of their weight.
    """

    clean: SignalWeights
    damaged: SignalWeights
    unread: SignalWeights
    gate: tuple[Share, Share]
    least: Share

    def __post_init__(self) -> None:
        if self.gate[0] >= self.gate[1]:
            raise ValueError("gate does not ascend")


@dataclass(frozen=True, slots=True)
class QuestionCurve:
    """Logistic curve of the chance that a unit is about a question; with ``_alone``, the one over coverage only."""

    dense: Number
    coverage: Number
    concept: Number
    offset: Number
    coverage_alone: Number
    offset_alone: Number


@dataclass(frozen=True, slots=True)
class PairCurve:
    """Logistic curve of the chance that two tasks are about one thing; with ``_alone``, the one over letters only.

    From ``same_letters`` on, share of common letter groups, the higher of the two chances counts.
    """

    dense: Number
    concept: Number
    offset: Number
    letters_alone: Number
    offset_alone: Number
    same_letters: Share


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least chance of each band, 0..1."""

    very_near: Share
    near: Share
    related: Share

    def __post_init__(self) -> None:
        if not 1 > self.very_near > self.near > self.related > 0:
            raise ValueError("thresholds do not stand from near to far")


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was learned for one model.

    Attributes:
        model: identity of the model; the signals of another mean something else.
        measured_on: what the numbers were learned and tried on, in Vietnamese.
        fusion: for one score out of all signals.
        question: for the chance of a unit.
        pair: for the chance of a pair of tasks.
        thresholds: for the bands of both.
    """

    model: str
    measured_on: str
    fusion: Fusion
    question: QuestionCurve
    pair: PairCurve
    thresholds: Thresholds


_CALIBRATIONS = TypeAdapter(Calibration)
_BUILT_IN = "multilingual-e5-small.json"


def read_calibration(path: Path) -> Calibration:
    """Reads a calibration of the user's own.

    Raises:
        CalibrationError: it cannot be read, or is not what :func:`write_calibration` writes.
    """
    try:
        return _CALIBRATIONS.validate_json(path.read_bytes())
    except OSError as error:
        raise CalibrationError(f"Không đọc được tệp hiệu chuẩn “{path.name}”.") from error
    except ValueError as error:
        raise CalibrationError(f"Tệp hiệu chuẩn “{path.name}” không đúng dạng{_tell_place(error)}.") from error


def write_calibration(path: Path, calibration: Calibration) -> None:
    """Writes a calibration, to be shipped or named in ``DOICHIEU_CALIBRATION``."""
    path.write_bytes(_CALIBRATIONS.dump_json(calibration, indent=2) + b"\n")


def choose_calibration(model: str, own: Calibration | None = None) -> Calibration | None:
    """Chooses the calibration of a model: the user's own, else the shipped one; ``None`` where there is neither.

    Raises:
        CalibrationError: the user's own is for another model.
    """
    if own is None:
        return _load_shipped().get(model)
    if own.model != model:
        raise CalibrationError(f"Tệp hiệu chuẩn là của mô hình “{own.model}”, không dùng được cho mô hình “{model}”.")
    return own


@cache
def load_built_in() -> Calibration:
    """Loads the calibration of the built-in model, by which an index of a model without one is ranked, too."""
    return _read_shipped(_BUILT_IN)


@cache
def _load_shipped() -> dict[str, Calibration]:
    folder = files("indexer") / "data" / "calibrations"
    shipped = (_read_shipped(item.name) for item in folder.iterdir() if item.name.endswith(".json"))
    return {calibration.model: calibration for calibration in shipped}


def _read_shipped(name: str) -> Calibration:
    return _CALIBRATIONS.validate_json((files("indexer") / "data" / "calibrations" / name).read_bytes())


def _tell_place(error: ValueError) -> str:
    """Tells the first field that is wrong, by its path in the file; nothing where the file is no JSON."""
    place = error.errors()[0]["loc"] if isinstance(error, ValidationError) else ()
    return f", trường “{'.'.join(map(str, place))}”" if place else ""
