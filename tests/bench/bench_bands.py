"""How true the bands are: fits the curves of search/bands.py anew and prints what they promise and keep.

Run: python tests/bench/bench_bands.py [--shared ../shared] [--models FOLDER]

Every probability in the tables was given by curves fitted without the query (or without the plan) it is about.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from bench_search import Case, Gold, build_bench_index, open_bench, parse_arguments, score_query
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from corpus.text import fold
from search import bands
from search.bands import THRESHOLDS, estimate_chances

# Questions about other work of the same kinds of agency, and about none.
OFF_TOPIC = (
    "Nấu phở bò cho hội nghị",
    "Lịch thi đấu bóng đá vòng loại",
    "Tu sửa đường ống nước khu tập thể",
    "Giá vàng hôm nay",
    "Trồng rau sạch trên sân thượng",
    "Xử phạt vi phạm giao thông",
    "Tiêm phòng dại cho chó mèo",
    "Phòng cháy chữa cháy rừng mùa khô",
    "Bầu cử đại biểu Quốc hội",
    "Thu thuế đất phi nông nghiệp",
    "Tuyển sinh lớp 10",
    "Khám sức khỏe nghĩa vụ quân sự",
    "Cấp giấy phép xây dựng nhà ở",
    "Dự báo thời tiết ngày mai",
    "Thi tuyển công chức",
    "Tổ chức hội thao chào mừng ngày thành lập ngành",
    "Hỗ trợ hộ nghèo sửa chữa nhà ở",
    "Thu gom rác thải sinh hoạt trên địa bàn xã",
    "Vé tàu về quê dịp Tết",
    "Kiểm tra an toàn thực phẩm bếp ăn trường học",
)
Array = NDArray[np.float64]


class Table:
    """Rows of (question, task): features, relevance, number of the query (off-topic ones from 100) and plan."""

    def __init__(self, gold: Gold, asked: list[tuple[int, Case]], mask: NDArray[np.bool_], *, dense: bool) -> None:
        nothing = np.zeros(len(gold.units), np.int64)
        columns = [
            np.stack([case.scores.dense, case.scores.coverage] if dense else [case.scores.coverage], axis=1)[mask]
            for _, case in asked
        ]
        self.features = np.concatenate(columns)
        self.relevant = np.concatenate(
            [((gold.queries[number].gains if number < 100 else nothing) > 0)[mask] for number, _ in asked]
        )
        self.query = np.repeat([number for number, _ in asked], int(mask.sum()))
        self.plan = np.tile(gold.plans[mask], len(asked))

    def fit(self) -> tuple[Array, float]:
        """Fits the curve to every row: coefficients and offset."""
        model = LogisticRegression(C=100).fit(self.features, self.relevant)
        return model.coef_[0], float(model.intercept_[0])

    def predict_apart(self, groups: NDArray[np.generic]) -> Array:
        """Predicts each group by a curve fitted to the others."""
        chances = np.zeros(len(self.relevant))
        for group in np.unique(groups):
            rest = groups != group
            model = LogisticRegression(C=100).fit(self.features[rest], self.relevant[rest])
            chances[~rest] = model.predict_proba(self.features[~rest])[:, 1]
        return chances


def report(title: str, table: Table) -> None:
    """Prints the curve, how well it separates, and for each band what was promised and what was found."""
    coefficients, offset = table.fit()
    chances = table.predict_apart(table.query)
    by_plan = table.predict_apart(table.plan)
    print(f"\n{title}: {len(table.relevant)} pairs, {int(table.relevant.sum())} relevant")
    print(f"  coefficients {np.round(coefficients, 2)}  offset {offset:.2f}")
    leaving_plan = roc_auc_score(table.relevant, by_plan)
    print(f"  AUC leaving out one query {roc_auc_score(table.relevant, chances):.3f}, one plan {leaving_plan:.3f}")
    edges = [1.01, *(threshold for threshold, _ in THRESHOLDS), 0.05, 0.0]
    names = [*(band.value for _, band in THRESHOLDS), "-", "-"]
    for upper, lower, name in zip(edges, edges[1:], names, strict=False):
        inside = (chances >= lower) & (chances < upper)
        if inside.any():
            promised, found = chances[inside].mean(), table.relevant[inside].mean()
            print(f"  from {lower:.2f} {name:12} pairs {inside.sum():5}  promised {promised:.2f}  relevant {found:.2f}")


def report_answers(gold: Gold, asked: list[tuple[int, Case]], chances_of: Callable[[Case], Array]) -> None:
    """Prints, for cuts around the lowest threshold, what a question gets with the curves as shipped."""
    for cut in (0.05, 0.10, 0.15, 0.20):
        recalls, counts = [], []
        answered_off = 0
        for number, case in asked:
            near = chances_of(case) >= cut
            if number >= 100:
                answered_off += bool(near.any())
                continue
            relevant = gold.queries[number].gains > 0
            recalls.append(float((near & relevant).sum() / relevant.sum()))
            counts.append(int(near.sum()))
        print(
            f"  cut {cut:.2f}: recall {np.mean(recalls):.2f}  hits {np.mean(counts):.1f}  "
            f"questions without a hit {sum(not count for count in counts)} of {len(counts)}, "
            f"off-topic ones with a hit {answered_off} of {len(OFF_TOPIC)}"
        )


def main() -> None:
    """Prints the curves, their reliability and the constants in use."""
    gold, embedder = open_bench(parse_arguments(__doc__))
    vectors = embedder.encode_documents([unit.text for unit in gold.units])
    index = build_bench_index(gold.units, vectors, embedder)
    words = [(number, text) for number, query in enumerate(gold.queries) for text in (query.name, query.description)]
    words += [(100 + number, text) for number, text in enumerate(OFF_TOPIC)]
    asked = [(number, score_query(index, vectors, text, embedder)) for number, text in words]
    everything = np.ones(len(gold.units), bool)
    report("clean tasks: centred cosine, coverage", Table(gold, asked, ~gold.ruined, dense=True))
    report("ruined tasks, restored: centred cosine, coverage", Table(gold, asked, gold.ruined, dense=True))
    report("all tasks: centred cosine, coverage", Table(gold, asked, everything, dense=True))
    report("all tasks: coverage alone", Table(gold, asked, everything, dense=False))
    print(f"\nin use: {bands.DENSE}, {bands.COVERAGE}, {bands.OFFSET}; {bands.COVERAGE_ALONE}, {bands.OFFSET_ALONE}")
    print("questions with accents")

    def chances_of(case: Case) -> Array:
        return estimate_chances(case.scores, index.damaged, sureness=case.question.sureness)

    report_answers(gold, asked, chances_of)
    print("the same without accents")
    bare = [(number, score_query(index, vectors, fold(text), embedder)) for number, text in words]
    report_answers(gold, bare, chances_of)
    print("the same without accents, by letter groups alone")
    report_answers(gold, bare, lambda case: estimate_chances(case.scores, index.damaged, sureness=0.0))


if __name__ == "__main__":
    main()
