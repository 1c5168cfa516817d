/** What takes a matrix, for a page on which one is asked for. */
import { Grid } from "./grid/grid.js";
import { GRID, tell } from "./protocol.js";

tell(document, GRID, Grid);
