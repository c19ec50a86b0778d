"""Make `redress` a command of the virtual environment that runs this, straight from the source folder.

The same as `pip install --no-deps --editable .`, which would have to fetch a build system first.
"""

import sys
import sysconfig
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src"
SCRIPT = """#!{python}
from redress.__main__ import main

if __name__ == "__main__":
    main()
"""

Path(sysconfig.get_path("purelib"), "redress.pth").write_text(f"{SOURCE}\n")
command = Path(sysconfig.get_path("scripts"), "redress")
command.write_text(SCRIPT.format(python=sys.executable))
command.chmod(0o755)
