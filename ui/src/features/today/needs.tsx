import { type KeyboardEvent, useId } from "react";

import type { Need } from "../../bridge/types";
import { useNotices } from "../../frame";
import { go } from "../../location";
import { useMessages } from "../../messages";
import { useSyncControl } from "../../queries";
import { useDigitKeys } from "./digit-keys";
import { placeOf } from "./lead";
import { NeedLine } from "./need-line";

/** What needs a person, the most urgent first. Keys: 1 to 9, or the arrows and Enter. */
export function Needs({ needs }: { readonly needs: readonly Need[] }) {
  const translate = useMessages();
  const heading = useId();
  const sync = useSyncControl();
  const { fail } = useNotices();
  const open = (need: Need) => {
    const place = placeOf(need);
    if (place === null) {
      sync.mutate("resume", { onError: fail });
    } else {
      go(place);
    }
  };
  useDigitKeys(needs, open);
  return (
    <section aria-labelledby={heading}>
      <h2 className="sr-only" id={heading}>
        {translate("today.needs")}
      </h2>
      <ol
        className="divide-y divide-line overflow-hidden rounded-card border border-line bg-panel"
        onKeyDown={walk}
      >
        {needs.map((need, place) => (
          <NeedLine key={need.kind} need={need} onOpen={() => open(need)} place={place} />
        ))}
      </ol>
    </section>
  );
}

/** The arrows go from line to line. */
function walk(event: KeyboardEvent<HTMLOListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (step === undefined) {
    return;
  }
  event.preventDefault();
  const lines = [...event.currentTarget.querySelectorAll("button")];
  const here = lines.findIndex((line) => line.matches(":focus"));
  lines[Math.max(0, Math.min(lines.length - 1, here + step))]?.focus();
}
