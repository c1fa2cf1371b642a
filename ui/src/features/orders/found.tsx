import { createContext, Fragment, type ReactNode, useContext } from "react";

import type { FoundIn, OrderRow } from "../../bridge/types";
import { Message } from "../../messages";
import { excerptOf, foundIn } from "../../search";

/** The words that the list was searched for. */
export const SearchedContext = createContext("");

/** A text in which what was searched for is marked, in whichever spelling. */
export function Found({ text }: { readonly text: string }) {
  const search = useContext(SearchedContext);
  const stretches = foundIn(text, search);
  if (stretches.length === 0) {
    return text;
  }
  return (
    <>
      {stretches.map(([from, before], place) => (
        <Fragment key={from}>
          {text.slice(stretches[place - 1]?.[1] ?? 0, from)}
          <mark className="rounded-small bg-needs-soft text-inherit underline decoration-needs underline-offset-2">
            {text.slice(from, before)}
          </mark>
        </Fragment>
      ))}
      {text.slice(stretches.at(-1)?.[1] ?? 0)}
    </>
  );
}

/** So many characters of the uuid stand in the place of a number that nobody knows. */
export const shownOfUuid = 8;

/** Where a row was found that none of the columns shows; `columns` are their names. */
export function foundUnseen(
  row: OrderRow,
  columns: ReadonlySet<string>,
  search: string,
): readonly FoundIn[] {
  return row.foundIn.filter(({ place, path }) => {
    switch (place) {
      case "reference":
        return !columns.has("reference");
      case "metadata":
        return !columns.has(`metadata:${path ?? ""}`);
      case "uuid":
        return (
          row.orderNumber !== null || foundIn(row.uuid.slice(0, shownOfUuid), search).length === 0
        );
      default:
        return true;
    }
  });
}

/** Before the match so many characters may stand: behind them it would be cut off. */
const mostBefore = 12;

/** A value, and quietly beside it or below in what, that is not on the screen, its order was found. */
export function FoundCell({
  row,
  columns,
  isBelow,
  children,
}: {
  readonly row: OrderRow;
  /** The names of the columns on the screen. */
  readonly columns: ReadonlySet<string>;
  readonly isBelow: boolean;
  readonly children: ReactNode;
}) {
  const search = useContext(SearchedContext);
  const found = foundUnseen(row, columns, search);
  return found.length === 0 ? (
    children
  ) : (
    <span className={`flex min-w-0 flex-1 ${isBelow ? "flex-col" : "items-baseline gap-2"}`}>
      <span className="flex min-w-0 shrink-0 max-w-3/5">{children}</span>
      <FoundElsewhere found={found} />
    </span>
  );
}

function FoundElsewhere({ found }: { readonly found: readonly FoundIn[] }) {
  const search = useContext(SearchedContext);
  return (
    <span
      className="block min-w-0 flex-1 truncate text-ink-faint text-small"
      title={found.map(({ text }) => text).join("\n")}
    >
      {found.map(({ place, path, text }, index) => (
        <Fragment key={`${place} ${path}`}>
          {index > 0 && " · "}
          <Message
            id={`row.foundIn.${place}`}
            values={{
              text: (
                <bdi key="text">
                  <Found text={excerptOf(text, search, mostBefore)} />
                </bdi>
              ),
              path: path ?? "",
            }}
          />
        </Fragment>
      ))}
    </span>
  );
}
