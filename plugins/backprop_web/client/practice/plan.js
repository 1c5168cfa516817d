/** Which exercises a round has: from easy to hard. */

export const COUNT = 10;

/** The exercises for a round, by their levels. @template {{level?: number}} T @param {T[]} exercises @returns {T[]} */
export function planned(exercises, count = COUNT) {
  const sorted = [...exercises].sort((one, other) => (one.level ?? 1) - (other.level ?? 1));
  return Array.from({ length: count }, (_, place) => sorted[Math.floor((place * sorted.length) / count)]);
}
