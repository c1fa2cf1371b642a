/** What a search finds in the preview's orders, and in what of them: as the desk does it, but plainly. */
import type { FoundIn, FoundPlace } from "../../src/bridge/types";
import { fold, foundIn } from "../../src/search";
import type { Fixture } from "./fixtures";

/** A text of an order. In the number of its row nothing has to be said. */
interface Part {
  readonly place: FoundPlace | "number";
  readonly path?: string;
  readonly text: string;
}

/** The longest excerpt, in characters. */
const longest = 80;

const foldedOnce = new Map<string, string>();

function folded(text: string): string {
  const known = foldedOnce.get(text) ?? fold(text);
  foldedOnce.set(text, known);
  return known;
}

function partsOf({ row, items, metadata }: Fixture, notes: readonly string[]): readonly Part[] {
  return [
    { place: "number", text: row.orderNumber ?? "" },
    { place: "reference", text: row.referenceNumber ?? "" },
    ...items.map(({ name }) => ({ place: "product" as const, text: name })),
    ...notes.map((text) => ({ place: "note" as const, text })),
    ...metadata.map(({ path, value }) => ({ place: "metadata" as const, path, text: value })),
    { place: "uuid", text: row.uuid },
  ];
}

/** In what of an order each word of a search is, other than its number; null: not every word is. */
export function foundPlaces(
  fixture: Fixture,
  search: string,
  notes: readonly string[],
): FoundIn[] | null {
  const terms = fold(search).split(/\s+/).filter(Boolean);
  const parts = terms.length === 0 ? [] : partsOf(fixture, notes);
  const found = new Map<string, FoundIn>();
  for (const term of terms) {
    const part = parts.find(({ text }) => folded(text).includes(term));
    if (part === undefined) {
      return null;
    }
    const { place, path = null, text } = part;
    if (place !== "number") {
      found.set(`${place} ${path}`, { place, path, text: excerpt(text, search) });
    }
  }
  return [...found.values()];
}

/** Whole words around the match. */
function excerpt(text: string, search: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= longest) {
    return line;
  }
  const from = Math.max(0, (foundIn(line, search)[0]?.[0] ?? 0) - longest / 2);
  const space = from === 0 ? -1 : line.indexOf(" ", from);
  const start = space < 0 || space > from + longest / 2 ? from : space + 1;
  return `${start > 0 ? "…" : ""}${line.slice(start, start + longest - 2)}…`;
}
