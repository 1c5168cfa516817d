/** The editor of the page on which a reader writes a figure, for the first who comes to its text. */
import { Editor } from "./editor/editor.js";
import { EDITOR, tell } from "./protocol.js";

tell(document, EDITOR, Editor);
