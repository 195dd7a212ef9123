"""Make the window's fonts from their published web files: `python tools/fonts/make.py FOLDER`.

Needs fonttools and brotli, and in FOLDER the two packages as `npm pack inter-ui source-serif` leaves them.

Three things are changed, all of which the SIL Open Font License allows:
- Only Latin with its extensions, punctuation, currency and a few signs are kept.
- Inter's figures are its tabular ones, so that they stand in columns everywhere without being asked for.
- The families have names of our own, Beep Sans (Inter) and Beep Serif (Source Serif 4): the licence keeps the name
  Source for what is unchanged, and an Inter that is installed already must not come before this one.
"""

import argparse
import io
import tarfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parents[2] / "assets" / "fonts"
KEPT = (
    (0x20, 0x24F),  # Latin, Latin-1, Extended-A and -B
    (0x2B0, 0x36F),  # modifier letters and combining marks
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x20BF),  # superscripts, currency
    (0x2100, 0x215E),  # letterlike signs, fractions
    (0x2190, 0x21FF),  # arrows: the keys shown
    (0x2200, 0x22FF),  # mathematical signs
    (0xFFFD, 0xFFFD),
)
FEATURES = ["calt", "case", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"]


@dataclass(frozen=True, slots=True)
class Made:
    package: str  # how its file's name begins
    inside: str
    name: str
    family: str
    style: str


INTER, SERIF = "inter-ui", "source-serif"
FONTS = (
    Made(INTER, "web/Inter-Regular.woff2", "BeepSans-Regular", "Beep Sans", "Regular"),
    Made(INTER, "web/Inter-Medium.woff2", "BeepSans-Medium", "Beep Sans", "Medium"),
    Made(INTER, "web/Inter-SemiBold.woff2", "BeepSans-SemiBold", "Beep Sans", "SemiBold"),
    Made(INTER, "display/InterDisplay-SemiBold.woff2", "BeepSansDisplay-SemiBold", "Beep Sans Display", "SemiBold"),
    Made(SERIF, "WOFF2/TTF/SourceSerif4-Regular.ttf.woff2", "BeepSerif-Regular", "Beep Serif", "Regular"),
    Made(SERIF, "WOFF2/TTF/SourceSerif4-It.ttf.woff2", "BeepSerif-Italic", "Beep Serif", "Italic"),
    Made(SERIF, "WOFF2/TTF/SourceSerif4-Semibold.ttf.woff2", "BeepSerif-SemiBold", "Beep Serif", "SemiBold"),
)
LICENCES = ((INTER, "LICENSE.txt", "OFL-BeepSans.txt"), (SERIF, "LICENSE.md", "OFL-BeepSerif.txt"))
_IN_STYLE_GROUP = ("Regular", "Italic")  # of the four styles an old program knows


def read(folder: Path, package: str, inside: str) -> bytes:
    """A file of a packed package."""
    (archive,) = folder.glob(f"{package}-[0-9]*.tgz")
    with tarfile.open(archive) as packed:
        found = packed.extractfile(f"package/{inside}")
        if found is None:
            raise FileNotFoundError(f"{archive} has no {inside}")
        return found.read()


def with_tabular_figures(font: TTFont) -> None:
    """Let the digits be what the feature tnum would make of them."""
    table = font["GSUB"].table
    swaps: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[index].SubTable:
                    swaps |= getattr(part, "ExtSubTable", part).mapping
    for plane in font["cmap"].tables:
        if plane.isUnicode():
            for digit in range(ord("0"), ord("9") + 1):
                plane.cmap[digit] = swaps.get(plane.cmap[digit], plane.cmap[digit])


def named(font: TTFont, made: Made) -> None:
    """Write the names anew; copyright and licence stay."""
    names = font["name"]
    names.names = [each for each in names.names if each.nameID in (0, 7, 13, 14)]
    full = f"{made.family} {made.style}"
    grouped = made.style in _IN_STYLE_GROUP
    written = {
        1: made.family if grouped else full,
        2: made.style if grouped else "Regular",
        3: f"After the Beep: {full}",
        4: full,
        5: f"Version {font['head'].fontRevision:.3f}; Latin, made for After the Beep",
        6: made.name,
    }
    if not grouped:
        written |= {16: made.family, 17: made.style}
    for number, text in written.items():
        names.setName(text, number, 3, 1, 0x409)


def make(folder: Path, made: Made) -> bytes:
    font = TTFont(io.BytesIO(read(folder, made.package, made.inside)), recalcTimestamp=False)
    if made.package == INTER:
        with_tabular_figures(font)
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.drop_tables += ["DSIG"]
    cut = subset.Subsetter(options)
    cut.populate(unicodes=[code for first, last in KEPT for code in range(first, last + 1)])
    cut.subset(font)
    named(font, made)
    font.flavor = None
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path, help="where the packed packages lie")
    folder = asked.parse_args().folder
    HERE.mkdir(parents=True, exist_ok=True)
    for made in FONTS:
        font = make(folder, made)
        (HERE / f"{made.name}.ttf").write_bytes(font)
        print(f"{made.name}.ttf: {len(font) / 1000:.0f} kB")
    for package, inside, name in LICENCES:
        (HERE / name).write_bytes(read(folder, package, inside))


if __name__ == "__main__":
    main()
