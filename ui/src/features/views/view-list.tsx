import { useEffect, useMemo, useRef, useState } from "react";

import type { SavedView } from "../../bridge/types";
import { useCommands } from "../../commands";
import { useReorder } from "../../design";
import { useNow } from "../../format";
import { useNotices } from "../../frame";
import { go, usePlace } from "../../location";
import { Message, useLocale, useMessages } from "../../messages";
import { useViewChanges, useViewCounts, useViews } from "../../queries";
import { isAsSaved, placeOfView, useActiveView } from "../../saved-views";
import { readQuery, writeQuery } from "../../search";
import { draftOf, keptName, nameOfView } from "./names";
import { ViewDialog } from "./view-dialog";
import { ViewLine } from "./view-line";

const none: readonly SavedView[] = [];

/** The saved views in the side bar, each with how many orders it finds. */
export function ViewList() {
  const translate = useMessages();
  const views = useViews().data ?? none;
  const active = useActiveView();
  const { screen } = usePlace();
  const now = useNow(60_000);
  const counted = useMemo(
    () => views.map((view) => ({ id: view.id, query: placeOfView(view, now).query })),
    [views, now],
  );
  const counts = useViewCounts(counted);
  const changes = useViewChanges();
  const { fail, sayUndoable } = useNotices();
  const [edited, setEdited] = useState<SavedView | null>(null);
  useFollowingDays();
  useCommands(
    views.map((view) => ({
      id: `view.${view.id}`,
      group: "views",
      words: (translate) => translate("command.view", { name: nameOfView(view, translate) }),
      names: (translate) => translate("command.view.names"),
      run: () => go(placeOfView(view, Date.now())),
    })),
  );

  const reorder = useReorder(
    views.map(({ id }) => String(id)),
    (from, to) => {
      const moved = views[from];
      const before = views.toSpliced(from, 1)[to]?.id ?? null;
      if (moved !== undefined) {
        changes.move.mutate({ id: moved.id, before }, { onError: fail });
      }
    },
  );
  const remove = (view: SavedView) =>
    changes.remove.mutate(view.id, {
      onError: fail,
      onSuccess: () => {
        if (active?.id === view.id) {
          go({ view: null }, "replace");
        }
        sayUndoable(
          <Message id="view.removed" values={{ name: nameOfView(view, translate) }} />,
          () => changes.restore.mutate(view.id, { onError: fail }),
        );
      },
    });

  return views.length === 0 ? null : (
    <>
      <ul
        aria-label={translate("view.all")}
        className="flex min-h-0 flex-col gap-0.5 overflow-y-auto rail:ps-2"
        ref={reorder.list}
      >
        {views.map((view, place) => (
          <ViewLine
            className={reorder.lookOf(place)}
            count={counts[view.id] ?? null}
            grip={reorder.grip(place)}
            isFirst={place === 0}
            isHere={screen === "orders" && active?.id === view.id}
            isLast={place === views.length - 1}
            key={view.id}
            line={reorder.line(place)}
            onEdit={() => {
              changes.change.reset();
              setEdited(view);
            }}
            onMove={(step) => reorder.move(place, place + step)}
            onRemove={() => remove(view)}
            view={view}
          />
        ))}
      </ul>
      <span className="sr-only" role="status">
        {reorder.spoken}
      </span>
      {edited !== null && (
        <EditDialog changes={changes} onClose={() => setEdited(null)} view={edited} />
      )}
    </>
  );
}

/** Name and icon of a view; and its columns, where it has any, can be let go. */
function EditDialog({
  view,
  changes,
  onClose,
}: {
  readonly view: SavedView;
  readonly changes: ReturnType<typeof useViewChanges>;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { language } = useLocale();
  const now = useNow(60_000);
  const { change } = changes;
  const hasColumns = view.columns.length > 0;
  return (
    <ViewDialog
      columns={hasColumns ? translate("view.ownColumns", { count: view.columns.length }) : null}
      filters={writeQuery(readQuery(view.search, now), language, now)}
      initial={{
        name: nameOfView(view, translate),
        icon: view.icon,
        withColumns: hasColumns,
      }}
      isSaving={change.isPending}
      onClose={onClose}
      onSave={({ name, icon, withColumns }) => {
        const draft = {
          ...draftOf(view),
          name: keptName(view, name, translate),
          icon,
          columns: withColumns ? view.columns : [],
        };
        change.mutate({ id: view.id, draft }, { onSuccess: onClose });
      }}
      thrown={change.error}
      title={translate("view.edit")}
    />
  );
}

/** A view of "today" that is open at midnight goes on to the new day, as long as nobody changed it. */
function useFollowingDays(): void {
  const place = usePlace();
  const view = useActiveView();
  const now = useNow(60_000);
  const before = useRef(now);
  useEffect(() => {
    const was = before.current;
    before.current = now;
    if (view !== null && isAsSaved(view, place, was) && !isAsSaved(view, place, now)) {
      go({ query: placeOfView(view, now).query }, "replace");
    }
  }, [now, view, place]);
}
