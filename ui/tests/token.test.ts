import { describe, expect, test } from "vitest";

import { newToken, timeOrderedId } from "../src/actions";

const at = Date.UTC(2026, 10, 30, 15, 45, 12, 345);
const filled = (byte: number) => new Uint8Array(10).fill(byte);

describe("the token of a question", () => {
  test("is a UUID of version 7 whatever chance gives", () => {
    for (const byte of [0x00, 0x5a, 0xff]) {
      expect(timeOrderedId(at, filled(byte))).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });

  test("keeps every other bit of the time and of chance", () => {
    // The example of RFC 9562.
    const chance = [0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
    expect(timeOrderedId(0x017f22e279b0, Uint8Array.from(chance))).toBe(
      "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    );
    expect(timeOrderedId(2 ** 48 - 1, filled(0xff))).toBe("ffffffff-ffff-7fff-bfff-ffffffffffff");
    expect(timeOrderedId(0, filled(0))).toBe("00000000-0000-7000-8000-000000000000");
  });

  test("sorts by time, whatever chance gives", () => {
    const times = [0, 1, 0xffff, 0x1_0000, 2 ** 32, at, at + 1, at + 1_000, 2 ** 48 - 1];
    const tokens = times.map((time, step) => timeOrderedId(time, filled(step % 2 ? 0x00 : 0xff)));
    expect(tokens.toSorted((one, other) => (one < other ? -1 : 1))).toEqual(tokens);
  });

  test("is of now, and never twice the same", () => {
    const before = Date.now();
    const tokens = Array.from({ length: 200 }, newToken);
    expect(new Set(tokens).size).toBe(200);
    for (const token of tokens) {
      const time = Number.parseInt(token.replace("-", "").slice(0, 12), 16);
      expect(time).toBeGreaterThanOrEqual(before);
      expect(time).toBeLessThanOrEqual(Date.now());
      expect(token[14]).toBe("7");
    }
  });
});
