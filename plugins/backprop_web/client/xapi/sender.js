/**
 * Below a result: a button that sends it to the course, where the site's author named a place for it. Nothing is sent
 * that the reader did not ask for, and to nowhere else.
 */
import { word } from "../stepping/words.js";
import { button, element } from "../tools/element.js";
import { account, launched, statement, VERSION } from "./statement.js";

/** @typedef {import("./statement.js").Result} Result */

export class Sender {
  /** With every attempt the same, so that a course counts it once. */
  #id = uuid();
  #when = new Date().toISOString();

  /**
   * @param {Result} result @param {HTMLElement} mount the exercise @param {string} endpoint
   * @param {(text: string) => void} say
   */
  constructor(result, mount, endpoint, say) {
    this.result = result;
    this.mount = mount;
    this.endpoint = endpoint;
    this.host = new URL(endpoint).host;
    this.say = say;
    this.launch = launched(location.search, endpoint);
    const id = `${mount.id}-account`;
    this.field = element("input", { type: "text", id, autocomplete: "off", required: true, maxLength: 100 });
    const label = element("label", { htmlFor: id, textContent: word("xapi_account", { host: this.host }) });
    this.send = button(word("xapi_send", { host: this.host }), null, { type: "submit" });
    this.part = element("form", { className: "bp-send" }, ...(this.launch ? [] : [label, this.field]), this.send);
    this.part.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
  }

  async #send() {
    const page = location.href.split(/[?#]/)[0];
    const { actor, auth } = this.launch ?? { actor: account(this.field.value.trim(), this.endpoint), auth: "" };
    const told = statement(this.result, actor, `${page}#${this.mount.id}`, `${page}#slips`);
    const body = JSON.stringify({ id: this.#id, timestamp: this.#when, ...told });
    this.say(word("xapi_sending", { host: this.host }));
    const answer = await fetch(`${this.endpoint}statements`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-Experience-API-Version": VERSION,
        ...(auth && { Authorization: auth }),
      },
      body,
      redirect: "error",
      referrerPolicy: "no-referrer",
    }).catch(() => null);
    if (!answer?.ok) return this.say(word("xapi_failed", { host: this.host, why: answer ? `HTTP ${answer.status}` : word("xapi_silent") }));
    this.send.disabled = this.field.readOnly = true;
    this.say(word("xapi_sent", { host: this.host }));
  }
}

/** A number of its own, as RFC 9562 has it, version 4. `crypto.randomUUID` is missing where a site is served without TLS. */
const uuid = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => {
    const [random] = crypto.getRandomValues(new Uint8Array(1));
    return (Number(digit) ^ (random & (15 >> (Number(digit) / 4)))).toString(16);
  });
