/** Where the client's modules are, for tests that run without a browser. */

/** @param {string} name of a module, by its path in the client's folder @returns {Promise<any>} */
export const load = (name) => import(`../../plugins/backprop_web/client/${name}`);
