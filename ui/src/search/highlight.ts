/** Where in a text the words of a search stand, although it may be spelt otherwise. */
import { fold } from "./fold";

/** From here on, before there: places in the text as it is shown. */
export type Stretch = readonly [from: number, before: number];

/** Fragments are found from this length on; shorter words only where a word begins. */
const fragment = 3;

/** The stretches of a text that a search found, in order, none touching another. */
export function foundIn(text: string, search: string): readonly Stretch[] {
  const terms = fold(search).split(/\s+/).filter(Boolean);
  if (terms.length === 0) {
    return [];
  }
  const { folded, places } = foldWithPlaces(text);
  const hit = new Set<number>();
  const mark = (at: number, length: number) => {
    for (let letter = at; letter < at + length; letter += 1) {
      hit.add(places[letter] ?? 0);
    }
  };
  for (const term of terms) {
    if ([...term].length >= fragment && folded.includes(term)) {
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
        mark(at, term.length);
      }
      continue;
    }
    // A term of several words is found where all of them are.
    const found = term
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .map((piece) => ({ piece, at: beginningsIn(folded, piece) }));
    if (found.every(({ at }) => at.length > 0)) {
      for (const { piece, at } of found) {
        for (const place of at) {
          mark(place, piece.length);
        }
      }
    }
  }
  return joined(text, hit);
}

/** Where words of a text begin with a piece. */
function beginningsIn(folded: string, piece: string): readonly number[] {
  return [...folded.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => word.startsWith(piece))
    .map(({ index }) => index);
}

/**
 * A text from the word on in which a search first found something, and from words before it as far
 * as they have room: what does not fit is cut off at the end, and that must not be the match.
 */
export function excerptOf(text: string, search: string, room: number): string {
  const from = foundIn(text, search)[0]?.[0] ?? 0;
  if (from <= room) {
    return text;
  }
  const words = [...text.slice(0, from).matchAll(/\S+/g)].map(({ index }) => index);
  return `…${text.slice(words.find((start) => start >= from - room) ?? from)}`;
}

/** The folded text, and for each of its letters where the letter stands that it came from. */
function foldWithPlaces(text: string): { readonly folded: string; readonly places: number[] } {
  let folded = "";
  const places: number[] = [];
  let place = 0;
  for (const letter of text) {
    const as = fold(letter);
    folded += as;
    for (let unit = 0; unit < as.length; unit += 1) {
      places.push(place);
    }
    place += letter.length;
  }
  return { folded, places };
}

/** Letters that were hit, with the marks over them, as stretches. */
function joined(text: string, hit: ReadonlySet<number>): readonly Stretch[] {
  const stretches: [number, number][] = [];
  let place = 0;
  for (const letter of text) {
    const end = place + letter.length;
    const last = stretches.at(-1);
    const goesOn = last !== undefined && last[1] === place;
    // What folds to nothing belongs to the letter before it.
    if (hit.has(place) || (goesOn && fold(letter) === "")) {
      if (goesOn) {
        last[1] = end;
      } else {
        stretches.push([place, end]);
      }
    }
    place = end;
  }
  return stretches;
}
