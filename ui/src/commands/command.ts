import type { Translate } from "../messages";

/** Words in whichever language asks for them. */
export type Words = (translate: Translate) => string;

/** What commands are about, in the order of the palette and the key list. */
export const commandGroups = [
  "order",
  "today",
  "packing",
  "review",
  "general",
  "list",
  "screens",
  "views",
  "filters",
  "sync",
  "look",
  "stores",
] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** A key, by its place on the keyboard, so that an Arabic layout works too. */
export interface Key {
  /** `KeyboardEvent.code`. */
  readonly code: string;
  /** Other places that mean the same, as on the number pad. */
  readonly also?: readonly string[];
  readonly shift?: boolean;
  /** Together with Ctrl, or ⌘ on a Mac; so no single key. */
  readonly command?: boolean;
  /** It means the same while somebody types. */
  readonly inFields?: boolean;
  /** What is printed on the key. */
  readonly cap: string;
  /** It goes on while it is held. Nothing else does: a held key must not send step after step. */
  readonly repeats?: boolean;
}

/** Something that the page can do now, offered by the part of the page that does it. */
export interface Command {
  /** The same at each start, and of no other command. */
  readonly id: string;
  readonly group: CommandGroup;
  readonly words: Words;
  /** Other names that people may look for it by, between commas. */
  readonly names?: Words;
  readonly key?: Key;
  /** It means something only where it is pressed, as walking through rows does. */
  readonly isKeyOnly?: boolean;
  readonly run: () => void;
}
