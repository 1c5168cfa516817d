// In a browser VS Code has no disk: this shows it one notebook, which lies beside its own files, and opens it.
const vscode = require("vscode");

const NOTEBOOK = "/figures.ipynb";
const FOLDER = { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };

exports.activate = async ({ extensionUri, subscriptions }) => {
  const answer = await fetch(extensionUri.with({ path: NOTEBOOK }).toString());
  const content = new Uint8Array(await answer.arrayBuffer());
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const known = (uri, found) => {
    if (uri.path !== NOTEBOOK) throw vscode.FileSystemError.FileNotFound(uri);
    return found;
  };
  const disk = {
    onDidChangeFile: new vscode.EventEmitter().event,
    watch: () => new vscode.Disposable(() => {}),
    stat: (uri) => (uri.path === "/" ? FOLDER : known(uri, { ...FOLDER, type: vscode.FileType.File, size: content.length })),
    readDirectory: () => [[NOTEBOOK.slice(1), vscode.FileType.File]],
    readFile: (uri) => known(uri, content),
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
    createDirectory: refuse,
  };
  subscriptions.push(vscode.workspace.registerFileSystemProvider("folder", disk, { isReadonly: true }));
  vscode.commands.executeCommand("vscode.openWith", vscode.Uri.parse(`folder:${NOTEBOOK}`), "jupyter-notebook");
};
