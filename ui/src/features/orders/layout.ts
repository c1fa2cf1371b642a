/** Which columns the list has: the page's own choice, or what somebody chose. */
import { useMemo } from "react";

import type { SortField } from "../../bridge/types";
import { useNotices } from "../../frame";
import { go, usePlace } from "../../location";
import type { Translate } from "../../messages";
import { useListLayout, useSaveListLayout } from "../../queries";
import { useActiveView } from "../../saved-views";
import { type Column, type ColumnName, columns, fittingColumns, metadataColumn } from "./columns";

const metadata = "metadata:";

/** The path that a column shows; null: a column of every order. */
export function pathOf(name: string): string | null {
  return name.startsWith(metadata) && name.length > metadata.length
    ? name.slice(metadata.length)
    : null;
}

/** What a column is called. */
export function nameOfColumn({ field, words }: Column, translate: Translate): string {
  return words === null ? (pathOf(field)?.split(".").at(-1) ?? field) : translate(words);
}

/** What the columns of a layout are called, in one line. */
export function columnWords(names: readonly string[], translate: Translate): string {
  return columnsNamed(names)
    .map((column) => nameOfColumn(column, translate))
    .join(translate("listed.separator"));
}

/**
 * The columns of a layout, each once; a name that nobody knows is left out. One shows metadata. Who
 * chose them put the most important first: the last go first when there is no room.
 */
export function columnsNamed(names: readonly string[]): readonly Column[] {
  const path = names.map(pathOf).find((candidate) => candidate !== null);
  const named = [...new Set(names)].flatMap((name): readonly Column[] => {
    if (pathOf(name) !== null) {
      return pathOf(name) === path ? [metadataColumn(path)] : [];
    }
    return columns.filter(({ field }) => field === name);
  });
  return named.map((column, rank) => ({ ...column, rank }));
}

/** The page's own choice; what the list is sorted by is always among it. */
export function usualColumns(sort: SortField): readonly Column[] {
  return columns
    .filter(({ field, onlyChosen }) => onlyChosen !== true || field === sort)
    .map((column) => (column.onlyChosen === true ? { ...column, rank: 0.5 } : column));
}

/** The columns of the list and how to change them. */
export interface Layout {
  /** Somebody chose them. */
  readonly isChosen: boolean;
  /** All of them, in reading order, whether or not there is room. */
  readonly wanted: readonly Column[];
  /** Those for which there is room. */
  readonly shown: readonly Column[];
  /** The path of the metadata that one of them shows. */
  readonly pinned: string | null;
  /** Chooses columns; none: the page's own choice again. */
  readonly choose: (names: readonly ColumnName[]) => void;
}

/** The layout in a list so many pixels wide. A view that has columns of its own keeps the store's. */
export function useLayout(width: number): Layout {
  const { columns: ofMoment, query } = usePlace();
  const { fail } = useNotices();
  const view = useActiveView();
  const stored = useListLayout().data;
  const save = useSaveListLayout();
  const ofView = view !== null && view.columns.length > 0 ? view.columns : null;
  const names = ofMoment ?? ofView ?? stored?.columns ?? null;
  const wanted = useMemo(() => {
    const chosen = names === null ? [] : columnsNamed(names);
    return chosen.length === 0 ? null : chosen;
  }, [names]);
  const all = useMemo(() => wanted ?? usualColumns(query.sort), [wanted, query.sort]);
  const shown = useMemo(() => fittingColumns(all, width), [all, width]);
  const pinned = useMemo(
    () => all.map(({ field }) => pathOf(field)).find((path) => path !== null) ?? null,
    [all],
  );
  const choose = (chosen: readonly ColumnName[]) => {
    if (ofMoment === null && ofView === null) {
      save.mutate({ columns: [...chosen] }, { onError: fail });
    } else {
      const isAsSaved = chosen.length === 0 || chosen.join("\n") === ofView?.join("\n");
      go({ columns: isAsSaved ? null : chosen }, "replace");
    }
  };
  return { isChosen: wanted !== null, wanted: all, shown, pinned, choose };
}
