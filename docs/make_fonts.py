"""Cut the fonts of the PDF brief out of DejaVu Sans (Debian: fonts-dejavu-core): Latin, Greek, Cyrillic, Hebrew, Arabic and signs.

Use it as: python docs/make_fonts.py FOLDER, the folder that holds DejaVuSans.ttf and DejaVuSans-Bold.ttf. What it writes is committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TO = Path(__file__).resolve().parent.parent / "src" / "whoholds" / "report" / "fonts"
RANGES = (
    (0x20, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x590, 0x5FF), (0x600, 0x6FF), (0x750, 0x77F), (0x1E00, 0x1EFF),
    (0x2000, 0x206F), (0x2070, 0x20CF), (0x2190, 0x21FF), (0x25A0, 0x25FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF), (0xFFFD, 0xFFFD),
)  # fmt: skip


def main(folder: Path) -> None:
    """Write the cut fonts."""
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        options = Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True, hinting=False, recalc_timestamp=False)
        font = TTFont(folder / name, recalcTimestamp=False)
        cut = Subsetter(options)
        cut.populate(unicodes=[sign for first, last in RANGES for sign in range(first, last + 1)])
        cut.subset(font)
        font.save(TO / name)
        sys.stdout.write(f"{name} {(TO / name).stat().st_size}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
