/** What sends results to a course, for a site whose author named where to. */
import { tell, XAPI } from "./protocol.js";
import { Sender } from "./xapi/sender.js";

tell(document, XAPI, Sender);
