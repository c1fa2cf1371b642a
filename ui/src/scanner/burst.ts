/** Telling a scanner from a person by how fast keys come. Times are milliseconds. */

/** One character, and when its key went down. */
export interface Stroke {
  readonly character: string;
  readonly at: number;
}

/** Characters that came without a pause between them, the oldest first. */
export type Burst = readonly Stroke[];

/** Codes that no key ends are no shorter; people roll two or three keys as fast as a scanner. */
const fewest = 6;

/**
 * A short number on a label counts too where nobody types because somebody scans on purpose, and
 * where the key that scanners end with came at their pace as well: no hand rolls over three keys and
 * Enter.
 */
const fewestShort = 3;

/** A scanner sends a character in so many milliseconds on average, or in fewer. */
const slowest = 35;

/** After so long without a key a burst is over. */
const pause = 60;

/**
 * The same where somebody scans on purpose: a busy machine may bring the keys of one code in two
 * heaps, and half a number may be the number of another order.
 */
const pauseArmed = 150;

/** So long a single key waits for a second one. A person does not feel it. */
const patience = 40;
const patienceArmed = 100;

/** Whether what happens at this time still belongs to the burst. */
export function goesOn(burst: Burst, at: number, isArmed = false): boolean {
  const last = burst.at(-1);
  return last !== undefined && at - last.at <= (isArmed ? pauseArmed : pause);
}

/** The burst with one more character, or a new one where that came too late. */
export function extended(burst: Burst, stroke: Stroke, isArmed = false): Burst {
  return goesOn(burst, stroke.at, isArmed) ? [...burst, stroke] : [stroke];
}

/** Under which circumstances a burst came. */
export interface Circumstances {
  /** Somebody scans on purpose. */
  readonly isArmed: boolean;
  /** When the key came that scanners end with; none where none did. */
  readonly endedAt: number | null;
}

/** How many characters make a scan. */
function fewestFor(burst: Burst, { isArmed, endedAt }: Circumstances): number {
  const last = burst.at(-1);
  const isEnded = endedAt !== null && last !== undefined && endedAt - last.at <= slowest;
  if (isArmed) {
    // No hand presses a digit and Enter at that pace.
    return isEnded ? 1 : fewestShort;
  }
  return isEnded && isSteady(burst) ? fewestShort : fewest;
}

/** Whether no character kept the next one waiting: a fast roll makes up for no pause before it. */
function isSteady(burst: Burst): boolean {
  return burst.every(({ at }, place) => at - (burst[place - 1]?.at ?? at) <= slowest);
}

/** What was scanned, or null where a person typed. */
export function scanOf(
  burst: Burst,
  circumstances: Circumstances = { isArmed: false, endedAt: null },
): string | null {
  const [first] = burst;
  const last = burst.at(-1);
  if (first === undefined || last === undefined || burst.length < fewestFor(burst, circumstances)) {
    return null;
  }
  const isFast = last.at - first.at <= slowest * (burst.length - 1);
  return isFast ? burst.map(({ character }) => character).join("") : null;
}

/**
 * How long to wait for the next key before a person is served. Two keys at the pace of a scanner
 * are hardly a person's, so they wait until nothing more can come.
 */
export function patienceFor(burst: Burst, isArmed = false): number {
  if (isArmed) {
    return burst.length > 1 ? pauseArmed : patienceArmed;
  }
  return burst.length > 1 ? pause : patience;
}
