/** The spellings of one word as one, as the desk folds them (`text/folding.rs`). */

const sameLetters: Readonly<Record<string, string>> = {
  // Decomposition takes hamza and madda off; these have none to take off.
  "\u0671": "\u0627",
  "\u0649": "\u064a",
  "\u06cc": "\u064a",
  "\u0629": "\u0647",
  "\u06a9": "\u0643",
};

// Marks over letters, tatweel, and what only steers the direction of text.
const dropped = /[\p{M}\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]/gu;

/** Every decimal digit as ASCII. */
export function foldDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) =>
    String((digit.codePointAt(0) ?? 0) & 0xf),
  );
}

/** The text as it is compared. */
export function fold(text: string): string {
  const letters = text.normalize("NFKD").replace(dropped, "");
  return foldDigits(
    letters.replace(/./gu, (letter) => sameLetters[letter] ?? letter),
  ).toLowerCase();
}
