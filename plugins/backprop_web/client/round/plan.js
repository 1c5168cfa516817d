/** Which exercises a round has: from easy to hard. */

export const COUNT = 10;

/**
 * The exercises for a round, by their levels. Of many, chance takes one of those that are about as hard.
 * @template {{level?: number}} T @param {T[]} exercises @param {{count?: number, chance?: () => number}} [options] @returns {T[]}
 */
export function planned(exercises, { count = COUNT, chance = () => 0 } = {}) {
  const sorted = [...exercises].sort((one, other) => (one.level ?? 1) - (other.level ?? 1));
  return Array.from({ length: count }, (_, place) => sorted[Math.floor(((place + chance()) * sorted.length) / count)]);
}
