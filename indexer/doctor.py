"""What is wrong with the index of a store, found by reading all of it, and mending it."""

from __future__ import annotations

from collections.abc import Callable

from corpus.errors import IndexOutOfDate
from corpus.store import Store
from indexer.calibration import Calibration, choose_calibration
from indexer.contract import Finding
from indexer.embedded import DEFAULT_LIMITS, DamagedIndex, Limits
from indexer.generation import check_files, current_generation, find_unfinished, other_calibration, read_manifest
from indexer.index import is_ours
from indexer.sync import build_index, index_home, open_units, sync_index
from indexer.vectors import DocumentEncoder, check_model

DELETED_PLANS = "INDEX_DELETED_PLANS"
COUNTS_DIFFER = "INDEX_COUNTS_DIFFER"
STALE = "INDEX_STALE"
UNFINISHED = "INDEX_UNFINISHED"
_NAMED = 5


def check_index(
    store: Store, model_id: str, limits: Limits = DEFAULT_LIMITS, calibration: Calibration | None = None
) -> list[Finding]:
    """Reads the live index of a store and compares it with the store; ``[]`` where all is well.

    Codes: ``INDEX_MISSING``, ``INDEX_DAMAGED`` (a file is missing, cut or changed), ``INDEX_OTHER_MODEL``,
    ``INDEX_CALIBRATION`` (its scores would be read by another calibration than the one in use), ``INDEX_STALE`` (plans
    of the store are not in it, or as they were), ``INDEX_DELETED_PLANS`` (it would find plans that the store no longer
    has), ``INDEX_COUNTS_DIFFER``, ``INDEX_MIXED`` (its files are of different revisions), ``INDEX_UNFINISHED`` (a
    change or a build was killed).

    Args:
        store: the truth.
        model_id: identity of the embedding model in use.
        limits: from which size on the index works otherwise.
        calibration: the user's own for the model; ``None`` is the one that ships, if any does.

    Raises:
        CalibrationError: the calibration is for another model.
    """
    calibration = choose_calibration(model_id, calibration)
    home = index_home(store)
    if not home.exists() and not store.list_fingerprints():
        return []
    findings = [
        Finding(UNFINISHED, f"Còn thư mục “{path.name}” của một lần lập chỉ mục bị ngắt.")
        for path in find_unfinished(home)
    ]
    try:
        folder = current_generation(home)
        manifest = read_manifest(folder)
        check_model(model_id, manifest.model)
        check_files(folder, manifest)
        if not is_ours(manifest):
            findings.append(Finding(STALE, "Chỉ mục do một bản Đối chiếu khác lập."))
        if manifest.calibration != calibration:
            error = other_calibration()
            findings.append(Finding(error.code, error.message))
    except IndexOutOfDate as error:
        return [*findings, Finding(error.code, error.message)]
    units = open_units(folder, limits)
    findings += units.verify()
    try:
        return findings + _compare(store, units.read_fingerprints(), units.read_mark(), units.count_units())
    except DamagedIndex:
        return findings


def mend_index(
    store: Store,
    encoder: DocumentEncoder,
    progress: Callable[[int, int], None] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    calibration: Calibration | None = None,
) -> list[Finding]:
    """Brings the index to what the store holds, builds it anew where that is not enough, and returns what is left."""
    sync_index(store, encoder, progress, limits, calibration)
    if check_index(store, encoder.model_id, limits, calibration):
        build_index(store, encoder, progress, limits, calibration)
    return check_index(store, encoder.model_id, limits, calibration)


def _compare(store: Store, known: dict[str, str], mark: int, units: int) -> list[Finding]:
    """Compares what the index has with what the store holds."""
    wanted = store.list_fingerprints()
    findings = []
    deleted = sorted(known.keys() - wanted.keys())
    if deleted:
        findings.append(Finding(DELETED_PLANS, f"Chỉ mục còn {len(deleted)} kế hoạch đã xóa: {_name(deleted)}."))
    changed = sorted(plan for plan in wanted if known.get(plan) != wanted[plan])
    if changed:
        findings.append(Finding(STALE, f"Chỉ mục thiếu hoặc giữ bản cũ của {len(changed)} kế hoạch: {_name(changed)}."))
    elif not deleted and mark != store.revision:
        findings.append(Finding(STALE, "Kho dữ liệu đã thay đổi sau khi lập chỉ mục."))
    tasks = store.count_tasks()
    if not findings and units != tasks:
        findings.append(Finding(COUNTS_DIFFER, f"Chỉ mục có {units} nhiệm vụ, kho có {tasks}."))
    return findings


def _name(plans: list[str]) -> str:
    return ", ".join(plans[:_NAMED]) + ("…" if len(plans) > _NAMED else "")
