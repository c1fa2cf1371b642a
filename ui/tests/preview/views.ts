/** Saved views and the layout of the list, as the preview's desk keeps them. */
import type {
  FailureView,
  ListLayout,
  MetadataPath,
  OrderQuery,
  OrderTotal,
  SavedView,
  ViewDraft,
} from "../../src/bridge/types";
import type { Fixture } from "./fixtures";

/** What every store begins with. */
const builtIn: readonly SavedView[] = (
  [
    ["waiting_for_payment", "waiting", "status:new,authorized", "created"],
    [
      "to_ship",
      "parcel",
      "type:replacing status:captured,approved shipping:new,license_in_progress,ready_shipping",
      "created",
    ],
    ["in_transit", "lorry", "shipping:delivery_is_in_progress", "created"],
    [
      "refunded_this_month",
      "return",
      "status:fully_refunded,partially_refunded changed:this-month",
      "updated",
    ],
    ["changed_today", "clock", "changed:today", "updated"],
  ] as const
).map(([name, icon, search, sort], place) => ({
  id: place + 1,
  builtIn: name,
  name: null,
  icon,
  search,
  sort,
  ascending: false,
  columns: [],
}));

/** The commands of saved views and of the layout. */
export function viewAnswers(
  orders: readonly Fixture[],
  count: (query: OrderQuery) => OrderTotal,
  layout: readonly string[] = [],
): Record<string, (args: Record<string, unknown>) => unknown> {
  let views = [...builtIn];
  let columns = [...layout];
  let lastId = views.length;
  const removed = new Map<number, { readonly view: SavedView; readonly place: number }>();
  const placeOf = (id: unknown): number => {
    const place = views.findIndex((view) => view.id === id);
    if (place < 0) {
      const unknown: FailureView = { code: "invalid", details: {} };
      throw unknown;
    }
    return place;
  };
  return {
    saved_views: () => [...views],
    make_view: ({ draft }) => {
      lastId += 1;
      const view = { ...(draft as ViewDraft), id: lastId, builtIn: null };
      views = [...views, view];
      return view;
    },
    change_view: ({ id, draft }) => {
      const place = placeOf(id);
      const view = { ...(views[place] as SavedView), ...(draft as ViewDraft) };
      views = views.with(place, view);
      return view;
    },
    move_view: ({ id, before }) => {
      const view = views[placeOf(id)] as SavedView;
      const others = views.filter((other) => other !== view);
      const to = others.findIndex((other) => other.id === before);
      views = others.toSpliced(to < 0 ? others.length : to, 0, view);
      return [...views];
    },
    remove_view: ({ id }) => {
      const place = placeOf(id);
      removed.set(Number(id), { view: views[place] as SavedView, place });
      views = views.toSpliced(place, 1);
      return null;
    },
    restore_view: ({ id }) => {
      const was = removed.get(Number(id));
      if (was === undefined) {
        throw { code: "invalid", details: {} } satisfies FailureView;
      }
      views = views.toSpliced(was.place, 0, was.view);
      return was.view;
    },
    count_orders: ({ queries }) => (queries as OrderQuery[]).map(count),
    list_layout: (): ListLayout => ({ columns }),
    save_list_layout: ({ layout: next }) => {
      columns = (next as ListLayout).columns;
      return { columns };
    },
    metadata_paths: () => pathsOf(orders),
  };
}

function pathsOf(orders: readonly Fixture[]): MetadataPath[] {
  const paths = new Map<string, MetadataPath>();
  for (const { metadata } of orders) {
    for (const { path, value } of metadata) {
      const known = paths.get(path);
      paths.set(path, { path, example: value, orders: (known?.orders ?? 0) + 1 });
    }
  }
  return [...paths.values()].sort((one, other) => other.orders - one.orders);
}

/** What the metadata of an order says at a path. */
export function pinnedOf({ metadata }: Fixture, path: string | null): string | null {
  return metadata.find((entry) => entry.path === path)?.value ?? null;
}
