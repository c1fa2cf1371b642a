import { useState } from "react";

import { Button } from "../../design";
import { useNow } from "../../format";
import { shortcuts, useNotices, useShortcut, useShortcutsEnabled } from "../../frame";
import { go, isNarrowed, usePlace } from "../../location";
import { Message, useLocale, useMessages } from "../../messages";
import { useViewChanges } from "../../queries";
import { isAsSaved, placeOfView, savedPart, useActiveView } from "../../saved-views";
import { writeQuery } from "../../search";
import { draftOf, nameOfView } from "./names";
import { ViewDialog, type ViewWords } from "./view-dialog";

/** What the list is called: the view that was opened, or all orders. */
export function ViewTitle() {
  const translate = useMessages();
  const view = useActiveView();
  return view === null ? translate("frame.orders") : <bdi>{nameOfView(view, translate)}</bdi>;
}

/** A list that shows what no view shows can be saved; one that went on from its view can go back. */
export function ViewBar({
  columns,
  wordsOf,
}: {
  /** The columns on the screen. */
  readonly columns: readonly string[];
  /** What columns are called. */
  readonly wordsOf: (columns: readonly string[]) => string;
}) {
  const translate = useMessages();
  const { language } = useLocale();
  const place = usePlace();
  const view = useActiveView();
  const now = useNow(60_000);
  const single = useShortcutsEnabled();
  const { fail, say } = useNotices();
  const { make, change } = useViewChanges();
  const [isNaming, setNaming] = useState(false);

  const isModified = view !== null && !isAsSaved(view, place, now);
  // Pasted numbers are no filter that could be written down.
  const isListed = place.query.listed.length > 0;
  const canSave = !isListed && (view === null ? isNarrowed(place.query) : isModified);
  const openNaming = () => {
    make.reset();
    setNaming(true);
  };
  useShortcut("saveView", openNaming, canSave);
  const keys = single ? { keys: shortcuts.saveView.cap } : {};

  const saveNew = ({ name, icon, withColumns }: ViewWords) =>
    make.mutate(
      {
        name,
        icon,
        ...savedPart(place, now),
        columns: withColumns ? [...columns] : [],
      },
      {
        onSuccess: ({ id }) => {
          setNaming(false);
          go({ view: id, columns: null }, "replace");
          say(<Message id="view.saved" values={{ name }} />);
        },
      },
    );
  const saveChange = () => {
    if (view !== null) {
      const draft = {
        ...draftOf(view),
        ...savedPart(place, now),
        columns: [...(place.columns ?? view.columns)],
      };
      change.mutate(
        { id: view.id, draft },
        { onSuccess: () => go({ columns: null }, "replace"), onError: fail },
      );
    }
  };

  return (
    <>
      {view === null && canSave && (
        <Button kind="quiet" onPress={openNaming} size="small" {...keys}>
          {translate("view.saveThis")}
        </Button>
      )}
      {view !== null && isModified && (
        // biome-ignore lint/a11y/useSemanticElements: these are no fields of a form
        <div
          aria-label={translate("view.modified")}
          className="flex flex-wrap items-center gap-1"
          role="group"
        >
          <span className="px-1 text-needs text-small">{translate("view.modified")}</span>
          {!isListed && (
            <>
              <Button isDisabled={change.isPending} onPress={saveChange} size="small">
                {translate("view.save")}
              </Button>
              <Button kind="quiet" onPress={openNaming} size="small" {...keys}>
                {translate("view.saveNew")}
              </Button>
            </>
          )}
          <Button
            kind="quiet"
            onPress={() => go(placeOfView(view, Date.now()), "replace")}
            size="small"
          >
            {translate("view.back")}
          </Button>
        </div>
      )}
      {isNaming && (
        <ViewDialog
          columns={wordsOf(columns)}
          filters={writeQuery(place.query, language, now)}
          initial={{
            name: "",
            icon: view?.icon ?? "list",
            withColumns: place.columns !== null || (view?.columns.length ?? 0) > 0,
          }}
          isSaving={make.isPending}
          onClose={() => setNaming(false)}
          onSave={saveNew}
          thrown={make.error}
          title={translate("view.saveThis")}
        />
      )}
    </>
  );
}
