/** On paper, what steps leave to the reader is answered on a page of its own, behind everything. */
import { word } from "../stepping/words.js";
import { element } from "./element.js";

const KEY = "bp-key";

export function start() {
  addEventListener("beforeprint", lay);
  addEventListener("afterprint", clear);
}

function lay() {
  clear();
  const figures = [...document.querySelectorAll(".bp-figure")].filter((figure) => figure.querySelector(".bp-answer"));
  if (!figures.length) return;
  const place = figures[0].closest("article") ?? document.body;
  place.append(element("section", { className: KEY }, element("h2", {}, word("key")), ...figures.map(answers)));
}

function clear() {
  document.querySelector(`.${KEY}`)?.remove();
}

/** The answers of a figure, under its caption. @param {Element} figure */
function answers(figure) {
  const steps = [...figure.querySelectorAll(".bp-step")].filter((step) => step.querySelector(".bp-answer"));
  const caption = figure.querySelector("figcaption")?.textContent ?? "";
  return element("div", {}, element("h3", {}, caption), ...steps.map(answer));
}

/** The answer of a step, under its number and title. @param {Element} step */
function answer(step) {
  const number = [...(step.parentElement?.children ?? [])].indexOf(step);
  const title = copies(step.querySelector(".bp-title a")?.childNodes);
  const held = [...(step.querySelector(".bp-answer")?.children ?? [])].filter(({ tagName }) => tagName !== "SUMMARY");
  return element("div", { className: "bp-key-step" }, element("h4", {}, `${number} `, ...title), ...copies(held));
}

/** @param {Iterable<Node>} nodes */
function copies(nodes = []) {
  return [...nodes].map((node) => node.cloneNode(true));
}
