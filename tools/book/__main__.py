"""`make book`: write an EPUB and a PDF of the site that lies in site/, in each of its languages."""

from __future__ import annotations

from pathlib import Path

from tools import history
from tools.book import chapters, epub, pdf
from tools.book.pictures import Pictures
from tools.runtime import make
from tools.translations import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
SITE, TARGET, NAME = ROOT / "site", ROOT / "book", "neural-networks"


def main() -> None:
    """Write them, and say where."""
    runtime = make()
    TARGET.mkdir(exist_ok=True)
    for code, language in LANGUAGES.items():
        site = SITE / language.folder
        book = chapters.read(site, Pictures(runtime))
        changed = max(history.dates(ROOT / language.docs).values(), default="1980-01-01")
        cover = (site / "assets/share/index.png").read_bytes()
        made = {"epub": epub.epub(book, cover, changed), "pdf": pdf.pdf(book, runtime.files["font"].content, changed)}
        for suffix, content in made.items():
            path = TARGET / f"{NAME}.{code}.{suffix}"
            path.write_bytes(content)
            print(f"{path.relative_to(ROOT)}: {len(book.chapters)} chapters, {len(content):,} bytes")


if __name__ == "__main__":
    main()
