import type { ReactNode } from "react";

import { EventIcon } from "../../design";
import { useMessages } from "../../messages";
import { useInbox } from "../../queries";

/** No webhook at all: what one is, and the step that leads to the first. */
export function NoneYet({
  suggestedUrl,
  buttons,
}: {
  readonly suggestedUrl: string | null;
  readonly buttons: ReactNode;
}) {
  const translate = useMessages();
  const hasInbox = (useInbox().data?.address ?? null) !== null;
  return (
    <div className="flex gap-3 rounded-card border border-line px-4 py-4">
      <span className="grid size-9 shrink-0 place-items-center rounded-full bg-accent-soft text-accent">
        <EventIcon />
      </span>
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium">{translate("webhooks.none")}</p>
        <p className="text-ink-soft">{translate("webhooks.noneWhy")}</p>
        <p className="text-ink-soft">
          {translate(
            suggestedUrl !== null
              ? "webhooks.noneHere"
              : hasInbox
                ? "webhooks.needsName"
                : "webhooks.needsInbox",
          )}
        </p>
        <div className="pt-2">{buttons}</div>
      </div>
    </div>
  );
}
