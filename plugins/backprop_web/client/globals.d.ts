/** What stands in the global scope of a page or a worker, beside what TypeScript knows of there. */

interface Window {
  backprop?: import("./protocol.js").Doors;
  /** Material for MkDocs announces each page here, also after instant navigation. */
  document$?: { subscribe(act: () => void): void };
}

/** Pyodide's own modules, which stand before the worker's script. */
declare function loadPyodide(settings: object): Promise<any>;
declare function createPyodideModule(settings: object): Promise<any>;
declare const lockFileContents: string;

interface Navigator {
  /** Some browsers tell how good the connection is. */
  connection?: { saveData?: boolean; effectiveType?: string };
}
