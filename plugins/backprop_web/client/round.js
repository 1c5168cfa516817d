/** What makes rounds, for a page on which one is asked for. */
import { ROUND, tell } from "./protocol.js";
import { Round } from "./round/round.js";

tell(document, ROUND, Round);
