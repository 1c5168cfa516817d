// @ts-check
/**
 * Numbers as a reader types them, and as a field holds them. It stands before all that steps and
 * computes, so that they agree on what a number is. What only tools need of numbers is in shown.js.
 */
(() => {
  "use strict";
  const backprop = (window["backprop"] ??= {});
  if (backprop.numbers) return;

  /** What no value of a figure may exceed, in either direction. */
  const LARGEST = 1e6;
  const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  const INFINITE = /^[+-]?(inf|infinity|∞)$/i;

  /**
   * The number that a text means, with a decimal comma, a true minus sign or spaces in it too;
   * NaN where it means none.
   * @param {string} text
   */
  function read(text) {
    const plain = text.replace(/\s/g, "").replaceAll("−", "-").replace(",", ".");
    return NUMBER.test(plain) ? Number(plain) : INFINITE.test(plain) ? Infinity : NaN;
  }

  /** A number in full, so that `read` finds the very same, with a true minus sign. @param {number} value */
  const written = (value) => String(value).replaceAll("-", "−");

  backprop.numbers = { LARGEST, read, written };
})();
