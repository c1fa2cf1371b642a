import { useEffect, useRef } from "react";

import type { CasePage, Settings } from "../../bridge/types";
import { Button, EmptyState, ReviewIcon, TickIcon } from "../../design";
import { useFormat, useNow } from "../../format";
import { NoOrders, shortcuts, useShortcutsEnabled } from "../../frame";
import { type CaseList, go, wholeReview } from "../../location";
import { Message, useMessages } from "../../messages";
import { openOf, useCounts } from "../../queries";

/** No case in the list: because all are explained, because none was found, or because it is narrowed. */
export function NothingOpen({
  list,
  isNarrowed,
  summary,
  settings,
  isBusy,
  onAddOrders,
  onReport,
}: {
  readonly list: CaseList;
  readonly isNarrowed: boolean;
  readonly summary: CasePage;
  readonly settings: Settings;
  /** A run or a report is on its way. */
  readonly isBusy: boolean;
  readonly onAddOrders: () => void;
  readonly onReport: () => void;
}) {
  const translate = useMessages();
  const counts = useCounts().data;
  const open = openOf(summary);
  if (list === "open" && open === 0 && summary.total > 0) {
    return <AllExplained isBusy={isBusy} onReport={onReport} summary={summary} />;
  }
  if (counts?.total === 0 && summary.total === 0) {
    return <NoOrders onAddOrders={onAddOrders} />;
  }
  if (list !== "open" || isNarrowed) {
    const what = isNarrowed ? "narrowed" : list === "snoozed" ? "snoozed" : "explainedNone";
    return (
      <EmptyState
        action={
          <Button
            kind="primary"
            onPress={() => go({ order: null, review: wholeReview }, "replace")}
          >
            <Message id="case.empty.showOpen" values={{ count: open }} />
          </Button>
        }
        icon={<ReviewIcon size={22} />}
        title={translate(`case.empty.${what}`)}
      >
        <p>{translate(`case.empty.${what}Why`)}</p>
      </EmptyState>
    );
  }
  return <NothingFound settings={settings} summary={summary} />;
}

/** The last one is explained: how it stands, and the report one key away. */
function AllExplained({
  summary: { total, explained, snoozed },
  isBusy,
  onReport,
}: {
  readonly summary: CasePage;
  readonly isBusy: boolean;
  readonly onReport: () => void;
}) {
  const translate = useMessages();
  const hasKeys = useShortcutsEnabled();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Who cleared the last case by key goes on by key.
    if (document.activeElement === null || document.activeElement === document.body) {
      box.current?.querySelector("button")?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <div className="h-full" ref={box}>
      <EmptyState
        action={
          <Button
            isPending={isBusy}
            kind="primary"
            onPress={onReport}
            {...(hasKeys ? { keys: shortcuts.report.cap } : {})}
          >
            {translate("case.empty.report")}
          </Button>
        }
        icon={<TickIcon size={22} />}
        title={
          <Message
            id={snoozed > 0 ? "case.empty.explainedAndPutOff" : "case.empty.explained"}
            values={{ explained, total, snoozed }}
          />
        }
      >
        <p>{translate("case.empty.explainedWhy")}</p>
      </EmptyState>
    </div>
  );
}

/** Nothing was found that is at odds: since when that is known, and what the desk does by itself. */
function NothingFound({
  summary: { lookedAt },
  settings,
}: {
  readonly summary: CasePage;
  readonly settings: Settings;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(30_000);
  return (
    <EmptyState
      action={
        <Button kind="plain" onPress={() => go({ screen: "orders", order: null })}>
          {translate("case.empty.orders")}
        </Button>
      }
      icon={<TickIcon size={22} />}
      title={translate("case.empty.none")}
    >
      <p>
        {lookedAt === null ? (
          translate("case.empty.notLooked")
        ) : (
          <Message id="case.empty.looked" values={{ ago: format.ago(now - lookedAt) }} />
        )}
      </p>
      <p className="mt-2">
        <Message
          id={settings.nightlyRun ? "case.empty.byItself" : "case.empty.byItselfNoNight"}
          values={{
            unpaid: format.span(settings.staleNewMinutes * 60_000),
            reserved: format.span(settings.staleAuthorizedHours * 3_600_000),
          }}
        />
      </p>
    </EmptyState>
  );
}
