import { describe, expect, test } from "vitest";

import { type Burst, characterOf, extended, goesOn, patienceFor, scanOf } from "../src/scanner";

/** Random numbers that are the same at each run (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const between = (roll: () => number, least: number, most: number) =>
  least + roll() * (most - least);

/**
 * What is taken for scans in characters that come after these gaps, and a pause at the end. A line
 * break is the key Enter.
 */
function scansIn(text: string, gaps: readonly number[]): string[] {
  const scans: string[] = [];
  let burst: Burst = [];
  let at = 1_000;
  const end = (endedAt: number | null = null) => {
    const scan = scanOf(burst, { isArmed: false, endedAt });
    if (scan !== null) {
      scans.push(scan);
    }
  };
  for (const [place, character] of [...text].entries()) {
    at += gaps[place] ?? 0;
    if (!goesOn(burst, at)) {
      end();
    }
    if (character === "\n") {
      end(goesOn(burst, at) ? at : null);
      burst = [];
    } else {
      burst = extended(burst, { character, at });
    }
  }
  end();
  return scans;
}

describe("the character of a key", () => {
  test.each([
    // code, key on a keyboard of the United States, key on an Arabic one, with Shift, meant
    ["KeyA", "a", "ش", false, "a"],
    ["KeyA", "A", "\u0650", true, "A"],
    ["KeyB", "b", "لا", false, "b"],
    ["KeyP", "P", "؛", true, "P"],
    ["Digit7", "7", "٧", false, "7"],
    ["Digit3", "#", "#", true, "#"],
    ["Minus", "-", "-", false, "-"],
    ["Minus", "_", "_", true, "_"],
    ["Slash", "/", "ظ", false, "/"],
    ["Period", ".", "ز", false, "."],
    ["Semicolon", ":", ":", true, ":"],
    ["Space", " ", " ", false, " "],
    ["Numpad7", "7", "٧", false, "7"],
    ["NumpadSubtract", "-", "-", false, "-"],
    ["NumpadDecimal", ".", "٫", false, "."],
  ])("%s is %s or %s", (code, american, arabic, shift, meant) => {
    expect(characterOf(code, american, shift)).toBe(meant);
    expect(characterOf(code, arabic, shift)).toBe(meant);
  });

  test.each([
    ["Numpad7", "Home"],
    ["NumpadEnter", "Enter"],
    ["NumpadDecimal", "Delete"],
    ["Enter", "Enter"],
    ["Tab", "Tab"],
    ["ArrowDown", "ArrowDown"],
    ["F5", "F5"],
    ["", "Unidentified"],
  ])("is none for %s as %s", (code, key) => {
    expect(characterOf(code, key, false)).toBeNull();
  });
});

describe("a burst", () => {
  test("is a scan from six characters on where no key ends it", () => {
    expect(scansIn("10798", [0, 10, 10, 10, 10])).toEqual([]);
    expect(scansIn("PT1798", [0, 10, 10, 10, 10, 10])).toEqual(["PT1798"]);
  });

  test.each([
    ["a number on a label is one, its Enter with it", "10482", [0, 8, 8, 8, 8], 8, "10482"],
    ["so is one at the slowest pace there is", "104", [0, 35, 35], 35, "104"],
    ["a hand comes late with Enter", "10482", [0, 8, 8, 8, 8], 36, null],
    ["a hand takes its time for one of the keys", "104", [0, 12, 36], 12, null],
    ["a roll after a key is a hand's, however fast it was", "jk]", [0, 55, 12], 12, null],
    ["two keys and Enter are within a hand's reach", "10", [0, 8], 8, null],
  ])("that Enter ends at once: %s", (_story, text, gaps, endGap, scanned) => {
    let at = 1_000;
    const burst = [...text].reduce<Burst>((sofar, character, place) => {
      at += gaps[place] ?? 0;
      return extended(sofar, { character, at });
    }, []);
    expect(scanOf(burst, { isArmed: false, endedAt: at + endGap })).toBe(scanned);
  });

  test("is a scan up to 35 ms a character, one gap up to 60 ms", () => {
    expect(scansIn("107981", [0, 35, 35, 35, 35, 35])).toEqual(["107981"]);
    expect(scansIn("107981", [0, 36, 35, 35, 35, 35])).toEqual([]);
    expect(scansIn("107981", [0, 20, 60, 20, 20, 20])).toEqual(["107981"]);
    expect(scansIn("107981", [0, 20, 61, 20, 20, 20])).toEqual([]);
  });

  test("lets one key of a person wait 40 ms at most", () => {
    const one = extended([], { character: "j", at: 0 });
    expect(patienceFor(one)).toBe(40);
    expect(patienceFor(extended(one, { character: "k", at: 20 }))).toBe(60);
  });
});

describe("where somebody scans on purpose", () => {
  const burstOf = (text: string, gap: number): Burst =>
    [...text].reduce<Burst>(
      (burst, character, place) => extended(burst, { character, at: place * gap }),
      [],
    );
  const armed = (text: string, gap: number, endGap: number | null) =>
    scanOf(burstOf(text, gap), {
      isArmed: true,
      endedAt: endGap === null ? null : (text.length - 1) * gap + endGap,
    });

  test("three characters at a scanner's pace are a scan, two are not", () => {
    expect(armed("107", 10, null)).toBe("107");
    expect(armed("107", 40, null)).toBeNull();
    expect(armed("10", 10, null)).toBeNull();
  });

  test("a code that a busy machine brings in two heaps is one", () => {
    const heaps = [0, 5, 10, 140, 145, 150];
    const burst = heaps.reduce<Burst>(
      (sofar, at) => extended(sofar, { character: "7", at }, true),
      [],
    );
    expect(scanOf(burst, { isArmed: true, endedAt: 155 })).toBe("777777");
    expect(goesOn(burst, 301, true)).toBe(false);
    expect(patienceFor(burst, true)).toBe(150);
  });

  test("any number is one that ends with Enter at that pace, so that it can press nothing", () => {
    expect(armed("7", 10, 10)).toBe("7");
    expect(armed("10", 10, 35)).toBe("10");
    expect(armed("7", 10, 36)).toBeNull();
  });
});

describe("whatever comes", () => {
  test("typing by hand, twelve characters a second, is never a scan", () => {
    for (let seed = 0; seed < 2_000; seed += 1) {
      const roll = dice(seed);
      const gaps: number[] = [];
      let spent = 0;
      while (gaps.length < 60) {
        // Hands roll over two keys now and then, and take their time for the next one.
        const isRoll = roll() < 0.4;
        gaps.push(
          ...(isRoll ? [between(roll, 12, 40), between(roll, 70, 160)] : [between(roll, 55, 120)]),
        );
      }
      spent = gaps.reduce((sum, gap) => sum + gap, 0);
      expect(gaps.length / (spent / 1_000)).toBeLessThan(16);
      // Enter at any time, also as the second key of a roll.
      const text = gaps.map(() => "0123456789abcdef\n\n"[Math.floor(roll() * 18)]).join("");
      expect(scansIn(text, gaps), `seed ${seed}`).toEqual([]);
    }
  });

  test("a scan is one, whatever was typed before and after it", () => {
    const alphabet = "0123456789ABCDEFGHJKLMNPabc-_/.:#";
    for (let seed = 0; seed < 2_000; seed += 1) {
      const roll = dice(seed);
      const length = 6 + Math.floor(roll() * 40);
      const code = Array.from(
        { length },
        () => alphabet[Math.floor(roll() * alphabet.length)],
      ).join("");
      // Steady, with a hiccup here and there that the rest makes up for.
      const pace = between(roll, 1, 25);
      const inside = Array.from({ length: length - 1 }, (_, place) =>
        place % 5 === 2 ? between(roll, pace, 60) : pace,
      );
      const typed = Array.from({ length: Math.floor(roll() * 6) }, () => between(roll, 65, 200));
      const words = (count: number) => "jkreoc".slice(0, count);
      const scans = scansIn(words(typed.length) + code + words(typed.length), [
        ...typed,
        between(roll, 61, 400),
        ...inside,
        ...typed,
      ]);
      expect(scans, `seed ${seed}, pace ${pace}`).toEqual([code]);
    }
  });
});
