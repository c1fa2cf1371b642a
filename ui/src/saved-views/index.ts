/** What a saved view shows, and which one the list shows now. */
import type { SavedView } from "../bridge/types";
import { everyOrder, noView, type Place, usePlace } from "../location";
import { useViews } from "../queries";
import { asksSame, readQuery, writeQuery } from "../search";

/** Where a view leads to, as of now. */
export function placeOfView(view: SavedView, now: number) {
  return {
    screen: "orders",
    order: null,
    query: {
      ...everyOrder,
      ...readQuery(view.search, now),
      sort: view.sort,
      ascending: view.ascending,
    },
    ...noView,
    view: view.id,
  } as const satisfies Partial<Place>;
}

/** Whether the list still shows what the view was saved with. */
export function isAsSaved(
  view: SavedView,
  { query, columns }: Pick<Place, "query" | "columns">,
  now: number,
): boolean {
  const saved = placeOfView(view, now).query;
  return (
    columns === null &&
    query.listed.length === 0 &&
    query.sort === saved.sort &&
    query.ascending === saved.ascending &&
    asksSame(query, saved)
  );
}

/** What a view keeps of the place: the filters in English words, so that every language reads them. */
export function savedPart({ query }: Pick<Place, "query">, now: number) {
  return {
    search: writeQuery(query, "en", now),
    sort: query.sort,
    ascending: query.ascending,
  };
}

/** The view that was opened, as long as it exists in the open store. */
export function useActiveView(): SavedView | null {
  const { view: id } = usePlace();
  const views = useViews().data;
  return views?.find((view) => view.id === id) ?? null;
}
