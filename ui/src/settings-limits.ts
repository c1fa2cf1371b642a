/** The ranges that the desk accepts for numbers among the settings; it refuses any other. */
export const limits = {
  staleNewMinutes: { least: 1, most: 100_000 },
  staleAuthorizedHours: { least: 1, most: 10_000 },
  requestsPerSecond: { least: 1, most: 100 },
} as const;

/** The most labels of its own that a shop can keep. */
export const mostLabels = 20;

/** The longest name of who is at the desk, in characters. */
export const longestName = 60;
