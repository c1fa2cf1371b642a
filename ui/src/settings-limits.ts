/** The ranges that the desk accepts for numbers among the settings; it refuses any other. */
export const limits = {
  staleNewMinutes: { least: 1, most: 100_000, step: 5 },
  staleAuthorizedHours: { least: 1, most: 10_000, step: 1 },
  requestsPerSecond: { least: 1, most: 100, step: 1 },
} as const;
