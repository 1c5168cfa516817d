/**
 * What is told of a result, by the Experience API: https://github.com/adlnet/xAPI-Spec, version 1.0.3. No page is needed
 * for any of it.
 */

/**
 * @typedef {{title: string, language: string, code: string, points: number, count: number, seconds: number,
 *   slips: Record<string, number>}} Result of a paper; `points` of `count`
 * @typedef {Record<string, unknown>} Actor as a course has it
 * @typedef {{endpoint: string, auth: string, actor: Actor}} Launch how a course opened the page
 */

export const VERSION = "1.0.3";
const VERB = "http://adlnet.gov/expapi/verbs/completed";
const ASSESSMENT = "http://adlnet.gov/expapi/activities/assessment";

/**
 * A statement that somebody has completed a paper.
 * @param {Result} result @param {Actor} actor @param {string} activity the exercise's address @param {string} slips the
 *   name under which slips are counted, an address, as the specification wants it
 */
export function statement({ title, language, code, points, count, seconds, slips: counts }, actor, activity, slips) {
  const definition = { type: ASSESSMENT, name: { [language]: title } };
  const score = { scaled: points / count, raw: points, min: 0, max: count };
  return {
    actor,
    verb: { id: VERB, display: { en: "completed" } },
    object: { objectType: "Activity", id: activity, definition },
    result: { score, completion: true, duration: `PT${seconds}S`, response: code, extensions: { [slips]: counts } },
    context: { language },
  };
}

/** Somebody by the number, or the name, that a course has for them. @param {string} name @param {string} endpoint @returns {Actor} */
export const account = (name, endpoint) => ({
  objectType: "Agent",
  account: { homePage: `${new URL(endpoint).origin}/`, name },
});

/**
 * How a course opened the page, by the parameters of its address that course platforms add; null where they are missing,
 * or lead elsewhere than the site's author said: an address must not send anybody's results to whoever wrote it.
 * @param {string} search of the page's address @param {string} endpoint @returns {Launch | null}
 */
export function launched(search, endpoint) {
  const given = new URLSearchParams(search);
  try {
    const asked = new URL(`${given.get("endpoint")}`).href.replace(/\/*$/, "/");
    const actor = JSON.parse(given.get("actor") ?? "");
    return asked === endpoint && actor.constructor === Object ? { endpoint, auth: given.get("auth") ?? "", actor } : null;
  } catch {
    return null;
  }
}
