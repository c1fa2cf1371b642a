import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";

import { newToken } from "../../actions";
import { checkOrders, failureOf } from "../../bridge";
import type { CaseStep, CaseView, Settings } from "../../bridge/types";
import { useChecks } from "../../checks";
import { useCommands } from "../../commands";
import {
  Button,
  FailureNote,
  focusActiveRow,
  isInRows,
  isNowhere,
  RefreshIcon,
} from "../../design";
import {
  Beside,
  commandOf,
  shortcuts,
  useShortcut,
  useShortcutsEnabled,
  type Walk,
  walkAt,
} from "../../frame";
import { go, type ReviewPlace, usePlace } from "../../location";
import { useMessages } from "../../messages";
import { type AskMoney, everyOpenCase, useCases } from "../../queries";
import { type Batch, BatchBar } from "./batch-bar";
import { BatchDialog } from "./batch-dialog";
import { CaseActions, focusRecommendation, OpenOrder } from "./case-actions";
import { CaseCard } from "./case-card";
import { caseName, isMoneyStep, type MoneyStep, type StepForMany } from "./case-words";
import { CheckStrip } from "./check-strip";
import { decisionOf, useDeciding } from "./decide";
import { ExplainDialog } from "./explain-dialog";
import { NothingOpen } from "./nothing-open";
import { Queue } from "./queue";
import { LastRun, RunStrip, RunsDialog } from "./runs";
import { Toolbar } from "./toolbar";
import { TroubleNote } from "./trouble-note";
import { Unsettled } from "./unsettled";
import { useActive } from "./use-active";
import { useChoosing } from "./use-choosing";
import { useReport } from "./use-report";
import { useRun } from "./use-run";

/** A question about the money of a case's order, and how it is answered. */
export interface MoneyQuestion {
  readonly uuid: string;
  readonly kind: MoneyStep;
  /** How much goes back, halalas; none: all that is left. */
  readonly halalas: number | null;
  readonly ask: AskMoney;
}

const none: readonly CaseView[] = [];
const nothing = { id: null, next: null } as const;

/** Within so many milliseconds after a case came by itself, a second press is the first one's. */
const twice = 400;

/** What is to be explained: the queue, and the case that is looked at. */
export function ReviewScreen({
  settings,
  detail,
  signed,
  onMoney,
  onAddOrders,
}: {
  readonly settings: Settings;
  /** The open order, which is a feature of its own. */
  readonly detail: (uuid: string, walk: Walk) => ReactNode;
  /** Asks who is at the desk before something is done in their name. */
  readonly signed: (act: () => void) => void;
  /** The question before money moves, which is a feature of its own. */
  readonly onMoney: (question: MoneyQuestion) => void;
  readonly onAddOrders: () => void;
}) {
  const translate = useMessages();
  const hasKeys = useShortcutsEnabled();
  const { review, order: open } = usePlace();
  const { list, classes } = review;
  const all = useCases({ classes: [...classes], state: list });
  const summary = useCases(everyOpenCase).summary ?? all.summary;
  const cases = all.cases ?? none;
  const choosing = useChoosing(cases);
  const reading = useChecks<CaseView>("cases");
  const { run, runs, last, start, stop } = useRun();
  const report = useReport(start, last, summary);
  const [explaining, setExplaining] = useState<CaseView | null>(null);
  const [batch, setBatch] = useState<Batch | null>(null);
  const [isListingRuns, setListingRuns] = useState(false);
  const isChoosing = choosing.chosen.size > 0;

  const show = useCallback(
    (change: Partial<ReviewPlace>, how: "step" | "replace" = "replace") =>
      go({ review: { ...review, ...change } }, how),
    [review],
  );
  // After a decision the next case comes by itself, and the focus stays where somebody works.
  const shown = useRef({ cases, review });
  shown.current = { cases, review };
  const behind = useRef<{ readonly id: number | null; readonly next: number | null }>(nothing);
  const focusAfter = useRef<"rows" | "case" | null>(null);
  const cameAt = useRef(Number.NEGATIVE_INFINITY);
  const onDone = useCallback((decided: CaseView) => {
    const { cases: present, review: at } = shown.current;
    const { id, next } = behind.current;
    const isThere = id === decided.id && present.some((one) => one.id === next);
    focusAfter.current = isInRows() ? "rows" : "case";
    cameAt.current = performance.now();
    setExplaining(null);
    go({ order: null, review: { ...at, case: isThere ? next : null } }, "replace");
  }, []);
  const { decide, decideAsked, bring, isPending, held, trouble } = useDeciding(onDone);
  const { view, place, isInList } = useActive(cases, review.case, held);
  // What somebody looks at stays in sight, whatever comes before it meanwhile.
  const activeId = view?.id ?? null;
  if (isInList) {
    // Of the list as it was before the decision: the case may have left it before the answer comes.
    const next = cases[place + 1] ?? cases[place - 1];
    behind.current = { id: activeId, next: next?.id ?? null };
  }
  const isNamed = review.case !== null;
  useEffect(() => {
    if (!isNamed && activeId !== null) {
      show({ case: activeId });
    }
  }, [isNamed, activeId, show]);

  const walk = (to: number) => {
    const next = cases[to];
    if (next === undefined) {
      return;
    }
    if (isNowhere()) {
      focusActiveRow();
    }
    // With an order open, walking through the cases walks through their orders.
    go(
      {
        review: { ...review, case: next.id },
        ...(open === null ? {} : { order: next.order?.uuid ?? null }),
      },
      "replace",
    );
  };
  // A case that left the list has no place in it: the one that came to its place is the next.
  const walkBy = (by: 1 | -1) =>
    walk(Math.max(0, Math.min(cases.length - 1, place + (by === 1 && !isInList ? 0 : by))));

  // biome-ignore lint/correctness/useExhaustiveDependencies: another case came
  useEffect(() => {
    const to = focusAfter.current;
    focusAfter.current = null;
    if (to !== null) {
      // A dialog or menu that closes brings the focus back first.
      const timer = setTimeout(to === "rows" ? focusActiveRow : focusRecommendation, 60);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [activeId]);

  const onStep = (step: CaseStep) => {
    // Whoever presses twice means the case that was there, not the one that came in between.
    if (view === undefined || isPending || performance.now() - cameAt.current < twice) {
      return;
    }
    const token = newToken();
    if (isMoneyStep(step)) {
      const uuid = view.order?.uuid;
      if (uuid !== undefined) {
        onMoney({
          uuid,
          kind: step,
          // What Points took beyond what the shop asked for.
          halalas:
            step === "refund" && view.differenceHalalas !== null && view.differenceHalalas > 0
              ? view.differenceHalalas
              : null,
          ask: (request) =>
            decideAsked(view, decisionOf(step, { note: request.reason, token: request.token })),
        });
      }
    } else if (step === "explain") {
      signed(() => setExplaining(view));
    } else if (step === "check_key") {
      go({ screen: "settings", order: null });
    } else {
      const isAsked = step === "ship" || step === "stop_parcel";
      void decide(view, decisionOf(step, isAsked ? { token } : {}));
    }
  };
  const onBatch = (step: StepForMany) => {
    const open = () => setBatch({ step, cases: cases.filter(({ id }) => choosing.chosen.has(id)) });
    if (step === "explain") {
      signed(open);
    } else {
      open();
    }
  };
  const readChosen = (chosen: readonly CaseView[]) => {
    const rows = new Map(
      chosen.flatMap((one) => (one.order === null ? [] : [[one.order.uuid, one] as const])),
    );
    void reading.start({
      rows,
      all: null,
      ask: () => checkOrders([...rows.keys()]),
    });
    choosing.clear();
  };

  const caseKeys = open === null && !isChoosing;
  useShortcut("next", () => walkBy(1), cases.length > 0);
  useShortcut("previous", () => walkBy(-1), cases.length > 0);
  useShortcut("lookThrough", () => void start(), open === null);
  useShortcut("report", report.open, open === null && summary !== undefined);
  useShortcut(
    "choose",
    () => view !== undefined && choosing.choose(view.id, false),
    isInList && list === "open",
  );
  const chooseBy = (by: 1 | -1) => {
    const to = cases[place + by];
    const from = cases[place];
    if (to !== undefined && from !== undefined) {
      choosing.chooseTo(from.id, to.id);
      walk(place + by);
    }
  };
  useCommands(
    list === "open" && cases.length > 0
      ? [
          commandOf("chooseNext", () => chooseBy(1)),
          commandOf("choosePrevious", () => chooseBy(-1)),
          commandOf("chooseAll", () => void all.all().then(choosing.chooseAll)),
        ]
      : [],
  );

  const isEmpty = all.cases !== undefined && cases.length === 0;
  return (
    <div className="relative flex h-full min-w-0 flex-col">
      <div className="flex min-h-12 shrink-0 items-center gap-x-3 px-4 py-2">
        <Toolbar
          classes={classes}
          list={list}
          onAllClasses={() => show({ classes: [], case: null })}
          onList={(next) => show({ list: next, case: null })}
          summary={summary}
        />
        <span className="flex min-w-0 flex-1 justify-end">
          <LastRun onRuns={() => setListingRuns(true)} run={last} />
        </span>
        <Button
          icon={<RefreshIcon />}
          isDisabled={run.progress !== null}
          onPress={() => void start()}
          size="small"
          {...(hasKeys ? { keys: shortcuts.lookThrough.cap } : {})}
        >
          {translate("run.start")}
        </Button>
      </div>
      <Unsettled />
      <RunStrip onStop={() => void stop()} run={run} />
      <CheckStrip
        check={reading.check}
        onCancel={() => void reading.cancel()}
        onClear={reading.clear}
      />
      {all.error !== null && (
        <div className="px-4 pb-3">
          <FailureNote failure={failureOf(all.error)} />
        </div>
      )}
      <div className="relative flex min-h-0 flex-1 border-line border-t">
        {cases.length > 0 && (
          <section
            aria-label={translate("case.queue")}
            className="flex w-[300px] shrink-0 flex-col border-line border-e rail:w-[340px] roomy:w-[420px]"
          >
            <Queue
              active={isInList ? place : -1}
              cases={cases}
              check={reading.check}
              chosen={choosing.chosen}
              counts={list === "open" ? (all.summary?.counts ?? null) : null}
              moved={isInList ? activeId : null}
              onActive={walk}
              onChoose={choosing.choose}
              onChooseTo={(to) => chooseBy(to > place ? 1 : -1)}
              onClass={(one) => show({ classes: classes.length === 1 ? [] : [one], case: null })}
              onNearEnd={all.more}
            />
            {isChoosing && list === "open" && (
              <BatchBar count={choosing.chosen.size} onClear={choosing.clear} onStep={onBatch} />
            )}
          </section>
        )}
        <section className="flex min-w-0 flex-1 flex-col">
          {view !== undefined && (
            <CaseCard
              actions={
                <CaseActions
                  choosing={{
                    isPending,
                    onStep,
                    onSnooze: (until) => void decide(view, decisionOf("snooze", { until })),
                    onPaste: (uuid) => void decide(view, decisionOf("paste_uuid", { uuid })),
                    onReopen: () => bring(view.id),
                    onWalk: walkBy,
                  }}
                  hasKeys={caseKeys}
                  view={view}
                />
              }
              aside={
                view.order !== null && (
                  <OpenOrder
                    hasKeys={caseKeys}
                    onOpen={() => go({ order: view.order?.uuid ?? null })}
                  />
                )
              }
              trouble={
                trouble?.id === view.id && (
                  <TroubleNote
                    onAgain={() => {
                      if (trouble.of === "unreadable") {
                        void decide(view, trouble.decision);
                      }
                    }}
                    trouble={trouble}
                    view={view}
                  />
                )
              }
              view={view}
            />
          )}
          {view === undefined && isEmpty && summary !== undefined && (
            <NothingOpen
              isBusy={report.isBusy || run.progress !== null}
              isNarrowed={classes.length > 0}
              list={list}
              onAddOrders={onAddOrders}
              onReport={report.open}
              settings={settings}
              summary={summary}
            />
          )}
        </section>
        {open !== null && (
          <Beside isOver>
            {detail(
              open,
              walkAt(
                place,
                view?.order?.uuid === open,
                { count: cases.length, atLeast: all.hasMore },
                walk,
              ),
            )}
          </Beside>
        )}
      </div>
      {explaining !== null && (
        <ExplainDialog
          isPending={isPending}
          name={caseName(explaining)}
          onClose={() => setExplaining(null)}
          onExplain={(note) => void decide(explaining, decisionOf("explain", { note }))}
        />
      )}
      {batch !== null && (
        <BatchDialog
          batch={batch}
          onClose={() => setBatch(null)}
          onDone={() => {
            setBatch(null);
            choosing.clear();
          }}
          onRead={() => readChosen(batch.cases)}
        />
      )}
      {isListingRuns && (
        <RunsDialog
          isWriting={report.isBusy}
          onClose={() => setListingRuns(false)}
          onReport={report.write}
          runs={runs ?? []}
        />
      )}
    </div>
  );
}
