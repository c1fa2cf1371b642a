import { type ReactNode, useCallback, useMemo, useState } from "react";

import { failureOf } from "../../bridge";
import type { Settings, StaleCheckout } from "../../bridge/types";
import { useCommands } from "../../commands";
import { Button, FailureNote, focusActiveRow, isNowhere, ToneMark } from "../../design";
import { Beside, commandOf, onActiveRow, useShortcut, type Walk, walkAt } from "../../frame";
import { go, usePlace, wholeLog } from "../../location";
import { Message, useMessages } from "../../messages";
import { useCounts, useQueue } from "../../queries";
import { useStaleCheckouts } from "./answers";
import { shownRows } from "./check";
import { StaleList } from "./list";
import { NothingStale } from "./nothing-stale";
import { Results } from "./results";
import { Thresholds } from "./thresholds";
import { useCheck } from "./use-check";

const none: readonly StaleCheckout[] = [];

/** Checkouts that should have ended, oldest first; Points can be asked about one, some or all. */
export function StaleScreen({
  settings,
  detail,
  onAddOrders,
}: {
  readonly settings: Settings;
  /** The open order, which is a feature of its own. */
  readonly detail: (uuid: string, walk: Walk) => ReactNode;
  readonly onAddOrders: () => void;
}) {
  const translate = useMessages();
  const { order: open } = usePlace();
  const stale = useStaleCheckouts();
  const { check, isBusy, start, cancel, clear } = useCheck();
  const present = stale.checkouts ?? none;
  const rows = useMemo(() => shownRows(present, check), [present, check]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(
    () => new Set(rows.map(({ order }) => order.uuid).filter((uuid) => chosen.has(uuid))),
    [rows, chosen],
  );
  const [activeUuid, setActiveUuid] = useState<string | null>(open);
  const active = Math.max(
    0,
    rows.findIndex(({ order }) => order.uuid === activeUuid),
  );

  const activate = (index: number) => {
    const uuid = rows[index]?.order.uuid ?? null;
    setActiveUuid(uuid);
    // With an order open, walking through the list walks through the orders.
    if (open !== null && uuid !== null) {
      go({ order: uuid }, "replace");
    }
  };
  const onOpen = useCallback((uuid: string) => {
    setActiveUuid(uuid);
    go({ order: uuid });
  }, []);
  const onSelect = useCallback(
    (uuid: string, isSelected: boolean) =>
      setChosen((before) => {
        const after = new Set(before);
        if (isSelected) {
          after.add(uuid);
        } else {
          after.delete(uuid);
        }
        return after;
      }),
    [],
  );
  const onCheck = useCallback((checkout: StaleCheckout) => void start([checkout]), [start]);
  const onSelectAll = (isSelected: boolean) =>
    setChosen(isSelected ? new Set(rows.map(({ order }) => order.uuid)) : new Set());
  const all = useCounts().data?.stale ?? present.length;
  // What nobody has looked at yet is checked with the rest.
  const isOfAll = selected.size === 0 && stale.hasMore;
  const asked =
    selected.size === 0 ? present : rows.filter(({ order }) => selected.has(order.uuid));

  const walk = (to: number) => {
    if (isNowhere()) {
      focusActiveRow();
    }
    activate(to);
  };
  useShortcut("next", () => walk(Math.min(active + 1, rows.length - 1)), rows.length > 0);
  useShortcut("previous", () => walk(Math.max(active - 1, 0)), rows.length > 0);
  useShortcut("open", () => go({ order: rows[active]?.order.uuid ?? null }), open === null);
  const checkActive = onActiveRow(() => {
    const checkout = rows[active];
    if (checkout !== undefined) {
      onCheck(checkout);
    }
  });
  // With an order open, its own keys act on it.
  useCommands(
    open === null && rows.length > 0
      ? [{ ...commandOf("refresh", checkActive), isKeyOnly: true }]
      : [],
  );
  return (
    <div className="relative flex h-full min-w-0">
      <section className="flex min-w-0 flex-1 flex-col">
        <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 px-4 py-2">
          <h1 className="me-1 font-semibold text-title">{translate("frame.review")}</h1>
          {stale.checkouts !== undefined && (
            <Count all={stale.hasMore ? Math.max(all, present.length) : present.length} />
          )}
          <Thresholds settings={settings} />
          <span className="flex-1" />
          {rows.length > 0 && (
            <Button
              isDisabled={isBusy || asked.length === 0}
              kind="primary"
              onPress={() => void start(asked, isOfAll ? all : null)}
              size="small"
            >
              <Message
                id={selected.size === 0 ? "stale.checkAll" : "stale.checkSelected"}
                values={{ count: isOfAll ? all : asked.length }}
              />
            </Button>
          )}
        </div>
        <Unsettled />
        {stale.error !== null && (
          <div className="px-4 pb-3">
            <FailureNote failure={failureOf(stale.error)} />
          </div>
        )}
        <Results check={check} onCancel={() => void cancel()} onClear={clear} />
        {rows.length > 0 && (
          <StaleList
            active={active}
            check={check}
            isBusy={isBusy}
            moved={activeUuid}
            onActive={activate}
            onCheck={onCheck}
            onNearEnd={stale.more}
            onHold={() => setActiveUuid((held) => held ?? rows[active]?.order.uuid ?? null)}
            onOpen={onOpen}
            onSelect={onSelect}
            onSelectAll={onSelectAll}
            open={open}
            rows={rows}
            selected={selected}
          />
        )}
        {rows.length === 0 && stale.checkouts !== undefined && (
          <NothingStale onAddOrders={onAddOrders} settings={settings} />
        )}
      </section>
      {open !== null && (
        <Beside>
          {detail(
            open,
            walkAt(
              active,
              rows[active]?.order.uuid === open,
              { count: rows.length, atLeast: stale.hasMore },
              walk,
            ),
          )}
        </Beside>
      )}
    </div>
  );
}

/** Changes that wait for a person, which are no checkouts: the way to them. */
function Unsettled() {
  const translate = useMessages();
  const count = useQueue().data?.needsPerson ?? 0;
  if (count === 0) {
    return null;
  }
  return (
    <p className="flex shrink-0 items-center gap-2 px-4 pb-2 text-needs">
      <ToneMark tone="needs" />
      <Message id="queue.needsYou" values={{ count }} />
      <Button
        kind="quiet"
        onPress={() => go({ screen: "log", order: null, log: wholeLog })}
        size="small"
      >
        {translate("stale.showUnsettled")}
      </Button>
    </p>
  );
}

/** How many there are, also those that are not loaded yet. */
function Count({ all }: { readonly all: number }) {
  return (
    <span className="me-2 text-ink-faint">
      <Message id="stale.count" values={{ count: all }} />
    </span>
  );
}
