/** What tools.js opens: a site's own tools join the row by `add`; the rest is for later scripts and for tests. */
export { address, read } from "./addresses.js";
export { copy } from "./clipboard.js";
export { button, element } from "./element.js";
export { goOn } from "./focus.js";
export { drawing, terms } from "./meaning.js";
export { whenNear } from "./near.js";
export { png } from "./picture.js";
export { add, of } from "./row.js";
export { keyOf, stored } from "./storage.js";
export { csv, save } from "./takeaway.js";
