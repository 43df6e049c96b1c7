"""Characters a second that the tokenizer of this site cuts, beside jieba's own, on the same text and one core.

    python -m tests.benchmarks.cutting FILE [--times 5]

Prints both, and how many times as fast; ends with 1 where they do not cut alike.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from essays import segmentation


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="a text in UTF-8")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    jieba.setLogLevel(logging.CRITICAL)
    lines = options.file.read_text(encoding="utf-8").splitlines()
    cutters: dict[str, Callable[[str], list[str]]] = {"jieba": jieba.lcut, "here": segmentation._load_jieba()}
    cut_alike = cutters["jieba"]("") == cutters["here"]("")  # both are loaded now
    seconds = dict.fromkeys(cutters, float("inf"))
    for _ in range(options.times):
        words = {}
        for name, cutter in cutters.items():
            start = time.process_time()
            words[name] = [cutter(line) for line in lines]
            seconds[name] = min(seconds[name], time.process_time() - start)
        cut_alike = cut_alike and words["jieba"] == words["here"]
    size = sum(map(len, lines))
    print(*(f"{name} {size / taken:,.0f}/s" for name, taken in seconds.items()), sep=", ", end="")
    print(f"; {seconds['jieba'] / seconds['here']:.2f} times as fast")
    sys.exit(not cut_alike)


if __name__ == "__main__":
    main()
