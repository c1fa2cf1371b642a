/** Telling a scanner from a person by how fast keys come. Times are milliseconds. */

/** One character, and when its key went down. */
export interface Stroke {
  readonly character: string;
  readonly at: number;
}

/** Characters that came without a pause between them, the oldest first. */
export type Burst = readonly Stroke[];

/** Codes are no shorter; people roll two or three keys as fast as a scanner, never six. */
const fewest = 6;

/** Where somebody scans on purpose, nobody types: a short number on a label counts too. */
const fewestArmed = 3;

/** A scanner sends a character in so many milliseconds on average, or in fewer. */
const slowest = 35;

/** After so long without a key a burst is over. */
const pause = 60;

/** So long a single key waits for a second one. A person does not feel it. */
const patience = 40;

/** Whether what happens at this time still belongs to the burst. */
export function goesOn(burst: Burst, at: number): boolean {
  const last = burst.at(-1);
  return last !== undefined && at - last.at <= pause;
}

/** The burst with one more character, or a new one where that came too late. */
export function extended(burst: Burst, stroke: Stroke): Burst {
  return goesOn(burst, stroke.at) ? [...burst, stroke] : [stroke];
}

/** What was scanned, or null where a person typed. `isArmed`: somebody scans on purpose. */
export function scanOf(burst: Burst, isArmed = false): string | null {
  const [first] = burst;
  const last = burst.at(-1);
  if (
    first === undefined ||
    last === undefined ||
    burst.length < (isArmed ? fewestArmed : fewest)
  ) {
    return null;
  }
  const isFast = last.at - first.at <= slowest * (burst.length - 1);
  return isFast ? burst.map(({ character }) => character).join("") : null;
}

/**
 * How long to wait for the next key before a person is served. Two keys at the pace of a scanner
 * are hardly a person's, so they wait until nothing more can come.
 */
export function patienceFor(burst: Burst): number {
  return burst.length > 1 ? pause : patience;
}
