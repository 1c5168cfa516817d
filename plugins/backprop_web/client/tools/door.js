/** What tools.js opens: a site's own tools join the row by `add`; the rest is for tests. */
export { address, read } from "./addresses.js";
export { element } from "./element.js";
export { drawing, terms } from "./meaning.js";
export { png } from "./picture.js";
export { add, of } from "./row.js";
export { csv } from "./takeaway.js";
