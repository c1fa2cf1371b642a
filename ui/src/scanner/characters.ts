/**
 * What a scanner means by a key. It types in the layout of the keyboard it claims to be, which the
 * system then reads in the layout of the person: under an Arabic one, A comes out as ش. The place
 * of the key stays, so it is read as on the keyboard of the United States.
 */

const digitsShifted = ")!@#$%^&*(";

const signs: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Backslash: ["\\", "|"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Backquote: ["`", "~"],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
  Space: [" ", " "],
};

const numpadSigns: Readonly<Record<string, string>> = {
  NumpadDecimal: ".",
  NumpadDivide: "/",
  NumpadMultiply: "*",
  NumpadSubtract: "-",
  NumpadAdd: "+",
};

/** The names of keys that print nothing: `Home`, `F5`. What prints is a letter or two. */
const named = /^[A-Z][A-Za-z0-9]+$/;

/**
 * The character at this place of the keyboard; null where there is none. `key` tells only whether
 * the number pad prints: without its lock, 7 is the key Home.
 */
export function characterOf(code: string, key: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) {
    return shift ? letter : letter.toLowerCase();
  }
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) {
    return shift ? digitsShifted.charAt(Number(digit)) : digit;
  }
  const sign = signs[code];
  if (sign !== undefined) {
    return shift ? sign[1] : sign[0];
  }
  if (code.startsWith("Numpad") && !named.test(key)) {
    return /^Numpad(\d)$/.exec(code)?.[1] ?? numpadSigns[code] ?? null;
  }
  return null;
}
