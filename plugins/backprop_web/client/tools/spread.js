/**
 * Moves apart what would overlap, as little as may be, and keeps it in a room. What stands at one place along the flow of
 * a drawing forms a line; lines that are too long are split, and of too many those next to one another are joined. Along
 * the flow the lines, and in each line its members, get the places nearest to those wanted, in the squares of the
 * distances, that keep order and distance: one-dimensional passes as in Dwyer, Marriott and Stuckey, "Fast node overlap
 * removal" (2005), where for a chain the best solution is an isotonic regression.
 */

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Reach how far something reaches around its place */
/** @typedef {Reach & Point & {alone: boolean}} Thing and where it is wanted; whether it would rather have a line of its own */
/** @typedef {{along: number, beside: number}} Gap between lines, and within one */
/** @typedef {{place: number, alone: boolean, along: number, beside: number, back: number, front: number, near: number, far: number}} Member */

/** Between lines, and within one: as there is room. @type {Gap[]} */
const GAPS = [[24, 12], [14, 8], [6, 4], [2, 1.5]].map(([along, beside]) => ({ along, beside }));
/** How far along the flow the members of a line are from one another. */
const LEVEL = 8;
/** What it costs that something has no line of its own; and of how many lines all ways to join them are tried. */
const COMPANY = 1e6;
const MOST = 10;

/**
 * Where each stands; none where the room is too small.
 * @param {Thing[]} things @param {{width: number, height: number}} room @param {boolean} down whether the drawing runs downwards
 * @returns {Point[]}
 */
export function spread(things, { width, height }, down) {
  const [long, wide] = down ? [height, width] : [width, height];
  const found = levels(things.map((thing, place) => memberOf(thing, place, down)));
  // Rather closer together than far from their places.
  const [best] = GAPS.flatMap((gap) => joined(found.flatMap((line) => split(line, wide, gap.beside)), long, wide, gap)).sort((a, b) => a.costs - b.costs);
  if (!best) return [];
  const { gap, lines } = best;
  return placed(lines, long, wide, down, gap);
}

/** @param {Member[][]} lines @param {number} long @param {number} wide @param {boolean} down @param {Gap} gap */
function placed(lines, long, wide, down, gap) {
  const along = spaced(lines.map((line) => ({ wanted: middle(line), before: most(line, "back"), after: most(line, "front") })), gap.along, long);
  /** @type {Point[]} */
  const places = [];
  lines.forEach((line, place) => {
    const ends = line.map(({ beside, near, far }) => ({ wanted: beside, before: near, after: far }));
    spaced(ends, gap.beside, wide).forEach((beside, i) => (places[line[i].place] = down ? { x: beside, y: along[place] } : { x: along[place], y: beside }));
  });
  return places;
}

/** @param {Thing} thing @param {number} place @param {boolean} down @returns {Member} */
function memberOf({ x, y, left, top, right, bottom, alone }, place, down) {
  return down
    ? { place, alone, along: y, beside: x, back: top, front: bottom, near: left, far: right }
    : { place, alone, along: x, beside: y, back: left, front: right, near: top, far: bottom };
}

/** @param {Member[]} line @param {"back" | "front"} side */
const most = (line, side) => Math.max(...line.map((member) => member[side]));

/** @param {Member[]} line */
const middle = (line) => line.reduce((sum, { along }) => sum + along, 0) / line.length;

/** @param {Member[]} line @param {number} gap */
const lengthOf = (line, gap) => line.reduce((sum, { near, far }) => sum + near + far + gap, -gap);

/** In the order in which they stand beside one another. @param {Member[]} line */
const ordered = (line) => line.sort((a, b) => a.beside - b.beside || a.along - b.along);

/** @param {Member[]} members */
function levels(members) {
  /** @type {Member[][]} */
  const lines = [];
  for (const member of members.toSorted((a, b) => a.along - b.along)) {
    const line = lines.at(-1);
    if (line && member.along - line[0].along <= LEVEL) line.push(member);
    else lines.push([member]);
  }
  return lines.map(ordered);
}

/** A line as several, taken by turns, so that each stays near its place. @param {Member[]} line @param {number} wide @param {number} gap */
function split(line, wide, gap) {
  for (let count = 1; count < line.length; count++) {
    const parts = Array.from({ length: count }, (_, part) => line.filter((_, place) => place % count === part));
    if (parts.every((part) => lengthOf(part, gap) <= wide)) return parts;
  }
  return line.map((member) => [member]);
}

/** The ways to join neighbouring lines that fit, and what they cost. @param {Member[][]} all @param {number} long @param {number} wide @param {Gap} gap */
function joined(all, long, wide, gap) {
  const isShort = all.length <= MOST && all.every((line) => lengthOf(line, gap.beside) <= wide);
  const ways = isShort ? joinings(all, wide, gap.beside) : [];
  const fitting = ways.filter((way) => way.reduce((sum, line) => sum + most(line, "back") + most(line, "front") + gap.along, -gap.along) <= long);
  return fitting.map((lines) => ({ gap, lines, costs: lines.reduce((sum, line) => sum + cost(line), 0) }));
}

/** All ways to join neighbouring lines, none of which gets too long. @param {Member[][]} lines @param {number} wide @param {number} gap @returns {Member[][][]} */
function joinings([line, ...others], wide, gap) {
  if (!others.length) return [[line]];
  return joinings(others, wide, gap).flatMap(([next, ...rest]) => {
    const both = ordered([...line, ...next]);
    return [[line, next, ...rest], ...(lengthOf(both, gap) <= wide ? [[both, ...rest]] : [])];
  });
}

/** How far a line's members go along the flow, and whether one is not alone that would be. @param {Member[]} line */
function cost(line) {
  const centre = middle(line);
  const lonely = line.length > 1 && line.some(({ alone }) => alone);
  return line.reduce((sum, { along }) => sum + (along - centre) ** 2, lonely ? COMPANY : 0);
}

/**
 * Places in this order, so far apart as their ends and the gap need, and nearest to the wanted ones that the room allows.
 * @param {{wanted: number, before: number, after: number}[]} chain @param {number} gap @param {number} room
 */
export function spaced(chain, gap, room) {
  let end = -gap;
  const least = chain.map(({ before, after }) => {
    const place = end + gap + before;
    end = place + after;
    return place;
  });
  const wanted = chain.map((each, i) => each.wanted - least[i]);
  const mean = (/** @type {number} */ from, /** @type {number} */ to) => wanted.slice(from, to + 1).reduce((sum, each) => sum + each, 0) / (to + 1 - from);
  // The regression by its minimax formula: a chain has few members.
  return least.map((place, i) => {
    const below = wanted.slice(0, i + 1).map((_, from) => Math.min(...wanted.slice(i).map((_, more) => mean(from, i + more))));
    return place + Math.max(0, Math.min(room - end, Math.max(...below)));
  });
}
