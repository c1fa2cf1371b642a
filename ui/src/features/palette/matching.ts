/** Which commands are meant by what is typed: pure. */
import type { Command } from "../../commands";
import { initialLocale, type Translate, translator } from "../../messages";
import { fold } from "../../search";

const languages: readonly Translate[] = (["en", "ar"] as const).map((language) =>
  translator({ ...initialLocale, language }),
);

/** A command with everything it may be called, as it is compared. */
export interface Named {
  readonly command: Command;
  /** What it is called on the screen, in both languages. */
  readonly titles: readonly string[];
  readonly names: string;
}

/** The commands with their names in both languages: whoever reads one may type the other. */
export function named(commands: readonly Command[]): readonly Named[] {
  return commands.map((command) => ({
    command,
    titles: languages.map((translate) => fold(command.words(translate))),
    names: languages.map((translate) => fold(command.names?.(translate) ?? "")).join(" "),
  }));
}

/** How well a command is meant, 0 the best; null: not at all. */
function rankOf({ titles, names }: Named, typed: string): number | null {
  const terms = typed.split(/\s+/);
  const beginsAWord = (text: string, term: string) => ` ${text}`.includes(` ${term}`);
  if (titles.some((title) => title.startsWith(typed))) {
    return 0;
  }
  if (titles.some((title) => terms.every((term) => beginsAWord(title, term)))) {
    return 1;
  }
  if (titles.some((title) => terms.every((term) => title.includes(term)))) {
    return 2;
  }
  const all = [...titles, names].join(" ");
  return terms.every((term) => beginsAWord(all, term)) ? 3 : null;
}

/** The commands that are meant, the likeliest first; among equals those used last. */
export function meant(
  commands: readonly Named[],
  typed: string,
  recent: readonly string[],
): readonly Command[] {
  const folded = fold(typed.trim());
  const ageOf = ({ id }: Command) => {
    const place = recent.indexOf(id);
    return place < 0 ? recent.length : place;
  };
  return commands
    .flatMap((candidate) => {
      const rank = rankOf(candidate, folded);
      return rank === null ? [] : [{ rank, command: candidate.command }];
    })
    .sort((one, other) => one.rank - other.rank || ageOf(one.command) - ageOf(other.command))
    .map(({ command }) => command);
}
