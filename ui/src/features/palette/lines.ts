/** What the palette shows for what is typed: pure. */
import type { OrderRow } from "../../bridge/types";
import { type Command, type CommandGroup, commandGroups } from "../../commands";

/** One line to choose. */
export type Line =
  | { readonly kind: "command"; readonly id: string; readonly command: Command }
  | { readonly kind: "order"; readonly id: string; readonly row: OrderRow };

/** Lines under one heading. */
export interface Section {
  readonly heading: CommandGroup | "recent" | "commands" | "orders";
  readonly lines: readonly Line[];
}

/** Used before, however often: no more of them stand at the top. */
const mostRecent = 5;

function line(command: Command): Line {
  return { kind: "command", id: command.id, command };
}

/** Before anything is typed: what was used last, then everything by what it is about. */
export function everySection(
  commands: readonly Command[],
  recent: readonly string[],
): readonly Section[] {
  const used = recent
    .flatMap((id) => commands.filter((command) => command.id === id))
    .slice(0, mostRecent);
  const others = commands.filter((command) => !used.includes(command));
  return [
    { heading: "recent" as const, lines: used.map(line) },
    ...commandGroups.map((heading) => ({
      heading,
      lines: others.filter(({ group }) => group === heading).map(line),
    })),
  ].filter(({ lines }) => lines.length > 0);
}

/** What is meant by what is typed, and the orders that have it. */
export function foundSections(
  commands: readonly Command[],
  orders: readonly OrderRow[],
): readonly Section[] {
  return [
    { heading: "commands" as const, lines: commands.map(line) },
    {
      heading: "orders" as const,
      lines: orders.map((row): Line => ({ kind: "order", id: row.uuid, row })),
    },
  ].filter(({ lines }) => lines.length > 0);
}
