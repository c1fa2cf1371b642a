import type { ActionView } from "../../../bridge/types";
import { ToneMark } from "../../../design";
import { useMessages } from "../../../messages";
import type { Tone } from "../../../points";
import { useActions } from "../../../queries";
import { StateWords, stateTone } from "../state-words";
import type { Entry, Standing } from "./session";

/** So many of the last scans are listed. */
const listed = 20;

const tones: Readonly<Record<Standing, Tone>> = {
  waiting: "waiting",
  done: "done",
  already: "waiting",
  unknown: "stop",
  may_not: "stop",
  several: "needs",
  failed: "stop",
  not_taken: "stop",
  undone: "waiting",
  returned: "moving",
  refused: "stop",
  undecided: "needs",
  not_sent: "waiting",
};

/** The last scans, the newest on top, and how what they asked for stands now. */
export function ScanList({ entries }: { readonly entries: readonly Entry[] }) {
  const translate = useMessages();
  const last = entries.slice(-listed).reverse();
  const actions = useActions(
    last.flatMap(({ standing, view }) =>
      standing === "done" && view?.actionId != null ? [view.actionId] : [],
    ),
  );
  return (
    <aside
      aria-label={translate("packing.scan.list")}
      // Whoever has no mouse scrolls it by the arrows.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable
      tabIndex={0}
      className="flex w-[280px] shrink-0 flex-col overflow-y-auto border-line border-s bg-canvas rail:w-[320px] roomy:w-[440px]"
    >
      {last.length === 0 && (
        <p className="p-5 text-ink-faint">{translate("packing.scan.listEmpty")}</p>
      )}
      <ol>
        {last.map((entry) => (
          <Line
            action={actions.get(entry.view?.actionId ?? 0) ?? null}
            entry={entry}
            key={entry.id}
          />
        ))}
      </ol>
    </aside>
  );
}

/** The number of the order that was scanned, or what was read from the label. */
export function nameOf({ view, code }: Entry): string {
  return view?.order?.orderNumber ?? view?.order?.uuid.slice(0, 8) ?? code;
}

function Line({ entry, action }: { readonly entry: Entry; readonly action: ActionView | null }) {
  const translate = useMessages();
  const { standing } = entry;
  const isLive = standing === "done" && action !== null;
  const tone = isLive ? stateTone[action.state] : tones[standing];
  return (
    <li className="flex min-h-10 items-center gap-2.5 border-line/60 border-b px-4 py-1.5">
      <ToneMark tone={tone} />
      <bdi className="min-w-0 flex-1 truncate font-medium text-title" dir="auto">
        {nameOf(entry)}
      </bdi>
      <span
        className={`shrink-0 text-end text-small ${isLive && action.state !== "confirmed" ? "pending px-1.5" : ""} ${tone === "stop" ? "text-stop" : "text-ink-soft"}`}
      >
        {isLive ? (
          <StateWords heldUntil={action.heldUntil} state={action.state} />
        ) : (
          translate(`packing.standing.${standing}`)
        )}
      </span>
    </li>
  );
}
