/**
 * All that the parts of a page say to one another, declared once: the four names under which the scripts meet, the
 * events of a figure, the data attributes that the engine and the build write, what page and worker send, and what is
 * asked of the engine. It stands below every other file and imports none.
 */

// ---- Doors ----

/**
 * The names in `window.backprop`. A script sets its own once, however often instant navigation runs it, for the build has
 * it do nothing from then on, and opens there what the scripts after it, and the tests, may use: the exports of its file
 * `door.js`.
 *
 * @typedef {object} Doors
 * @property {object} [stepping] the figures of the page, and how to step through them
 * @property {object} [live] the engine that works figures out again
 * @property {object} [tools] the row of tools below a figure
 * @property {Disk} [disk] where the page was opened from a disk: how its files are read there
 *
 * @typedef {object} Disk
 * @property {(text: string, packed: boolean) => void} take for the twin of a file, a script that hands over its bytes: in
 *   base64, and gzipped for the way if `packed`
 * @property {(address: string) => Promise<ArrayBuffer>} read what the file at an address holds
 */

/** @returns {Doors} */
export const doors = () => (window.backprop ??= {});

/**
 * Open a door, and tell the scripts that wait for it: tools/runtime/node/bundle.mjs has them wait.
 * @template {keyof Doors} N @param {N} name @param {Doors[N]} door
 */
export function openDoor(name, door) {
  doors()[name] = door;
  document.dispatchEvent(new Event(`bp-${name}`));
}

// ---- Events of a figure ----

/** The name of an event whose detail is a T. @template T @typedef {string & {readonly detail?: T}} Kind */
/** @typedef {{index: number}} AtStep the number of a step */

/** A step is about to come into sight: the last moment to bring it up to date. @type {Kind<AtStep>} */
export const BEFORE_STEP = "bp-before-step";
/** A step came into sight. @type {Kind<AtStep>} */
export const STEP = "bp-step";
/** The reader wants to go on to a later step; who cancels it has a question answered first. @type {Kind<AtStep>} */
export const GO = "bp-go";
/** A number of the figure, or how it is told, was changed; what comes of it is not there yet. @type {Kind<null>} */
export const VALUES = "bp-values";
/** A switch of the row of tools was turned. @type {Kind<null>} */
export const SWITCH = "bp-switch";
/** The steps are about to be kept as they were built: whoever marked something takes the marks away. @type {Kind<null>} */
export const BEFORE_KEEP = "bp-before-keep";

/**
 * @typedef {{share: number, done: boolean, code: string}} Score the share of all points of an exercise, whether each of
 *   its tasks is done, and then the code of the result
 */
/** The score of an exercise changed. @type {Kind<Score>} */
export const SCORE = "bp-score";

/**
 * Dispatch an event at a figure, or at the document; false where a listener cancelled it.
 * @template T @param {EventTarget} figure @param {Kind<T>} kind @param {T} detail
 */
export function tell(figure, kind, detail) {
  return figure.dispatchEvent(new CustomEvent(kind, { detail, cancelable: true }));
}

/**
 * Listen to an event of a figure.
 * @template T @param {HTMLElement} figure @param {Kind<T>} kind
 * @param {(detail: T, event: Event) => void} react @param {AddEventListenerOptions} [options]
 */
export function hear(figure, kind, react, options) {
  figure.addEventListener(kind, (event) => react(/** @type {CustomEvent<T>} */ (event).detail, event), options);
}

/** At the document: a script hands over a page that stands alone, without its figure. @type {Kind<string>} */
export const ALONE = "bp-alone";
/** At the document: a script hands over the editor of a sandbox. @type {Kind<typeof import("./editor/editor.js").Editor>} */
export const EDITOR = "bp-editor";
/** At the document: a script hands over what makes rounds. @type {Kind<typeof import("./round/round.js").Round>} */
export const ROUND = "bp-round";
/** At the document: a script hands over what takes a matrix. @type {Kind<typeof import("./grid/grid.js").Grid>} */
export const GRID = "bp-grid";
/** At the document: a script hands over what sends results. @type {Kind<typeof import("./xapi/sender.js").Sender>} */
export const XAPI = "bp-xapi";
/** At the document: a script hands over all exercises of the site. @type {Kind<Exercise[]>} */
export const COLLECTION = "bp-collection";

// ---- What stands in the page ----

/** Every data attribute that a script reads or writes, and what it holds. */
export const ATTRIBUTES = {
  specification: "of a figure: what the engine draws it from, as JSON",
  forward: "of a figure: how many of its steps go forward",
  backward: "of a figure: how many go backward",
  boxes: "of a figure: by its name what each of its boxes is called, and then the names of all in it, as JSON",
  frames: "of a figure: how the SHA-256 of its frames and table begins, as the build drew them, and that of each frame",
  about: "of a drawing: left, top, right and bottom of what its step is about, in its units",
  phase: "of a step, and of the program beside it: given, forward, backward or tangent",
  status: "of a step: the sentence that is announced with it",
  lines: "of a step's place in a program: the numbers of the lines that lead there, the last one made it",
  n: "of a cell or parameter of a drawing, and of a symbol: its name in the graph, which is that of its field",
  e: "of lines of a drawing: the name of what they lead to, then of what each comes from",
  d: "of a derivative written as a fraction: the names of what it is of and by",
  json: "of the manifest: a Manifest",
  exercise: "of an exercise: what the engine draws its papers from, as JSON",
  task: "of a task: its kind, as the engine calls it",
  label: "of a task: what its field is called",
  shape: "of a task: how many rows and columns its matrix has, unless that is asked for",
  letter: "of an option: its letter",
  source: "of a sandbox: the text of the fence with which its reader begins",
  act: "of a button in a sandbox: what it does",
  drawn: "of the answer of a step that is left to the reader: what drawings have in the place of its blanks, as SVG",
  due: "of a blank in a drawing: the step whose answer has what stands there",
  action: "of a button: what it does; of a figure's own, back, forward, backward, play, reset, defaults, cancel or retry",
  state: "of the area of messages about the engine: loading, ready, failed or refused",
  tool: "of a button in the row of tools, and of the panel: the tool's name",
  kind: "of a button that takes away: what; of a verdict: right, shown, or the slip that was made",
  verdict: "of a chosen option: right or wrong, once it was judged; else nothing",
  file: "of a script that holds a file of the live engine within the page: the file's name",
  engine: "of a panel's message: true where it tells how it goes with the engine",
  q: "of a number in a matrix: v: its value, g: its derivative or s: a slope, and its name in the graph",
  made: "of a number of a resulting matrix: what it is made of, as data-q has it",
  curtain: "of a figure that is presented: the colour that hides it, black or white",
  short: "of a field's label: the rounded number, where the whole does not fit",
  worker: "of the script that has the site kept: the address of the service worker",
};

/**
 * @typedef {Record<string, number>} Values numbers by the names of their fields
 * @typedef {{bug?: string, closed?: string[]}} Telling how a figure is told, besides its specification
 * @typedef {Telling & {values?: Values, mode?: string, by?: string, predict?: boolean, network?: number[],
 *   samples?: Values[], parameters?: string[], view?: string}} Specification
 *   what the scripts need to know of it; the engine wants the whole
 * @typedef {{file: string, bytes: number, sha256: string, role: string}} Part a file of the live engine
 * @typedef {{words?: Record<string, string>, files?: Part[], preload?: boolean, embed?: string, sandbox?: string,
 *   gallery?: Described[], alone?: string, editor?: string, round?: string, grid?: string, xapi?: string,
 *   records?: string, collection?: string}} Manifest
 *   sentences by key, and, where figures are live, the engine's files and whether to start ahead; the folder with a page
 *   of each figure alone, where there is one; the address of the page where readers write figures, and there the figures
 *   to begin with, what makes a page that stands alone, and the editor; on a page with exercises, what makes rounds, what takes a
 *   matrix, what sends results and where to, if the author named a place, and what has all exercises of the site, where
 *   other pages have some
 * @typedef {Specification & {name: string, title: string}} Described the whole, as the engine wrote it
 * @typedef {{title: string, level?: number}} Exercise what the scripts need to know of it; the engine wants the whole
 */

/** @param {HTMLElement} figure @returns {Specification} what the build drew it from */
export const specificationOf = (figure) => JSON.parse(figure.dataset.specification ?? "{}");

/** What a field is called: how the symbol is said that is its label. @param {HTMLInputElement} field */
export const calledOf = ({ labels }) => labels?.[0]?.firstElementChild?.ariaLabel;

/** @param {HTMLElement} figure @returns {Record<string, [symbol: string, ...names: string[]]>} its boxes by their names */
export const boxesOf = (figure) => JSON.parse(figure.dataset.boxes ?? "{}");

/** Whether a box is closed unless it is told otherwise: a softmax, a squared loss. @param {string} name */
export const isWhole = (name) => name[0] === "-";

/** Which boxes are closed, or open if they are whole, where it is told so. @param {HTMLElement} figure @param {Telling} [telling] @returns {string[]} */
export const closedOf = (figure, telling) => telling?.closed ?? specificationOf(figure).closed ?? [];

// ---- A live figure, as the tools see it ----

/**
 * @typedef {object} Live
 * @property {Readonly<Values>} values the numbers that its fields hold
 * @property {Telling} telling how it is told
 * @property {HTMLElement} form
 * @property {HTMLInputElement[]} inputs
 * @property {(input: HTMLInputElement, patience?: number) => void} edit take over what a field holds
 * @property {(values: Values) => void} set put numbers into the fields, all of them before any is computed with
 * @property {(telling: Telling, step?: number) => void} retell tell it in another way, and show this step of it
 * @property {() => void} preload start the engine ahead of a first change, where the site wants it
 * @property {(seed: number) => Promise<boolean | undefined>} draw have other numbers drawn and put into the fields, without a
 *   word about the step; false where none is worth showing, nothing where that failed
 * @property {(on: boolean) => void} hush whoever changes the numbers announces what comes of it, while this is on
 * @property {<K extends keyof Answers>(request: Asked<K>, options: AskOptions) => Reply<K>} ask ask the engine
 *
 * @typedef {{report: (sentence: string) => void, signal: AbortSignal}} AskOptions `report` gets how far the engine has
 *   loaded
 */

// ---- Page and worker ----

/** The role of the snapshot of a memory, and the name of a worker that waits for it: a message would arrive later. */
export const FAST_START = "snapshot";

/**
 * @typedef {{request: string, of?: "fences" | "exercises"} | {role: string, content: ArrayBuffer}} ToWorker a
 *   request, as JSON, of the engine or of another part, or a part
 * @typedef {{wants?: string, failed?: string, message?: string, answer?: string, ready?: boolean}} FromWorker one of
 *   these: the role of a part that is needed after all; why it failed, with a message for the console; an answer, as
 *   JSON; that requests are answered from now on
 */

// ---- Page and engine ----

/**
 * @typedef {{phase: string, status: string, drawing: string, text: string}} Frame a step, as it stands in the page
 * @typedef {{frames: Frame[], table: string}} Drawn what a figure shows; `table` has more digits
 * @typedef {{argument: string, message: string}} Refusal the field it is about, if any, and the sentence
 * @typedef {[loss: number, weights: number[], gradients: number[], kept?: number[][]]} State of a training, after an
 *   update; `kept` is what the optimiser keeps, a list for each such thing
 *
 * @typedef {object} Answers what the engine answers, by the request's `call`
 * @property {Drawn} frames the whole figure
 * @property {{frames?: Frame[]}} glance the steps asked for; none where their number has changed
 * @property {{values?: Values | null}} fresh other numbers, drawn by chance; none where no draw is worth showing
 * @property {{number?: number}} number that a formula in a field means
 * @property {{kind: string, sentence: string}} judge of an answer to a step that was asked for
 * @property {{sentence: string, table: string}} check two estimates beside the derivative of a step
 * @property {{names: string[], symbols: string[], keeps: string[], rates: Record<string, number>, states: State[],
 *   stopped?: string}} train `rates` are the optimisers, each with a learning rate to begin with
 * @property {{formulas: string}} update the next update of one parameter
 * @property {{drawing: string, sentence: string}} fit what a network says between its samples, if it can be drawn
 * @property {{drawing: string, table: string}} curve the losses of a training
 * @property {{table: string}} samples what the figure makes of each of its samples
 * @property {{text: string}} takeaway TeX or a program
 * @property {Written} figure of whoever reads fences: what a text makes
 * @property {{source: string, problems?: Problem[]}} fence of the same: the text for a specification
 * @property {{keys: Key[]}} keys of the same: what may stand in a fence
 * @property {{questions: string, key: string, code: string}} paper of whoever draws exercises: HTML, and the code of the sheet
 * @property {{kind: string, sentence: string, slip: string, cells: number[]}} answer of the same: what an answer to a
 *   task is worth, and which entries of a matrix are not right
 * @property {{html: string, stages: number}} hint of the same, and of the engine for a step: the hint of a stage
 * @property {{html: string}} way of the same: the answer and the whole way to it
 * @property {{code: string}} receipt of the same: the code of a result
 *
 * @typedef {{name?: string, title?: string, html?: string, problems?: Problem[], program?: boolean}} Written its name and HTML, or all that
 *   is wrong, or that it holds a program, which was not to run
 * @typedef {{line: number, key: string, wrong: string, message: string, instead?: string}} Problem at a line of a fence, from
 *   1; `wrong` is what is wrong in it, `instead` what was probably meant
 * @typedef {{name: string, about: string, values: string[]}} Key of a fence, and the words that it can have
 *
 * @typedef {<K extends keyof Answers>(request: Asked<K>, options?: CallOptions) => Reply<K>} Call
 * @typedef {{onProgress?: (done: number, total: number) => void, signal?: AbortSignal, of?: "fences" | "exercises"}} CallOptions
 *   `onProgress` gets bytes while the engine loads; `of` is who is asked, if it is not the engine
 */

/** @template {keyof Answers} K @typedef {{call: K, specification?: Specification, [more: string]: unknown}} Asked */

/** @template {keyof Answers} K @typedef {Answers[K] & {error?: Refusal}} Answered or just why it is refused */
/** An answer that is still to come. A rejection is a Failure. @template {keyof Answers} K @typedef {Promise<Answered<K>>} Reply */

/** Why the engine cannot answer: `kind` ends the key of its sentence, live_failed_<kind>; `file` is what it is about. */
export class Failure extends Error {
  /** @param {string} kind @param {string} [file] @param {unknown} [detail] for the console */
  constructor(kind, file = "", detail = kind) {
    super(String(detail));
    this.kind = kind;
    this.file = file;
  }
}
