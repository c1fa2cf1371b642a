import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";

import type { CaseClass, CaseCount, CaseView } from "../../bridge/types";
import type { Check } from "../../checks";
import { Amount, rowAfter } from "../../design";
import { useFormat } from "../../format";
import { useMessages } from "../../messages";
import { QueueRow, rowHeight } from "./queue-row";

/** More rows are asked for when so few are left below. */
const nearEnd = 40;

/** Pixels. */
const headHeight = 34;

/** A line of the queue: the head of a class, or a case of it. */
type Line =
  | { readonly of: "head"; readonly caseClass: CaseClass }
  | { readonly of: "case"; readonly view: CaseView; readonly place: number };

/** The cases with a head before each class. */
function linesOf(cases: readonly CaseView[]): readonly Line[] {
  return cases.flatMap((view, place): Line[] => {
    const line: Line = { of: "case", view, place };
    return cases[place - 1]?.class === view.class
      ? [line]
      : [{ of: "head", caseClass: view.class }, line];
  });
}

export interface QueueProps {
  readonly cases: readonly CaseView[];
  /** How many each class has; none for lists that are not counted by class. */
  readonly counts: readonly CaseCount[] | null;
  readonly check: Check<CaseView>;
  /** The place of the case that is looked at. */
  readonly active: number;
  /** The id that a person went to: its row is shown then. */
  readonly moved: number | null;
  readonly chosen: ReadonlySet<number>;
  readonly onActive: (place: number) => void;
  readonly onChoose: (id: number, isRange: boolean) => void;
  readonly onChooseTo: (place: number) => void;
  readonly onClass: (caseClass: CaseClass) => void;
  readonly onNearEnd: () => void;
}

/**
 * The cases as an ARIA grid whose rows exist only near the screen, the most urgent class first. The
 * focus is on a row and roves; the case of the active row is shown beside.
 */
export function Queue({
  cases,
  counts,
  check,
  active,
  moved,
  chosen,
  onActive,
  onChoose,
  onChooseTo,
  onClass,
  onNearEnd,
}: QueueProps) {
  const translate = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(cases), [cases]);
  const activeLine = lines.findIndex((line) => line.of === "case" && line.place === active);
  const grid = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.of === "head" ? headHeight : rowHeight),
    getItemKey: (index) => {
      const line = lines[index];
      return line === undefined ? index : line.of === "head" ? line.caseClass : line.view.id;
    },
    overscan: 8,
    // The focused row stays in the page wherever one scrolls, or the focus would be lost with it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return activeLine >= 0 && activeLine < lines.length && !shown.includes(activeLine)
        ? [...shown, activeLine].sort((one, other) => one - other)
        : shown;
    },
  });
  const { scrollToIndex, measure } = grid;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines have other heights
  useEffect(() => measure(), [lines, measure]);
  const before = useRef(moved);
  useEffect(() => {
    if (before.current !== moved && activeLine >= 0) {
      before.current = moved;
      scrollToIndex(activeLine);
    }
  }, [scrollToIndex, activeLine, moved]);

  const visible = grid.getVirtualItems();
  const isNearEnd = (visible.at(-1)?.index ?? 0) >= lines.length - nearEnd;
  useEffect(() => {
    if (isNearEnd) {
      onNearEnd();
    }
  }, [isNearEnd, onNearEnd]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.altKey || event.ctrlKey) {
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const to = rowAfter(event.code, active, cases.length, page);
    const view = cases[active];
    if (to !== null) {
      event.preventDefault();
      if (event.shiftKey) {
        onChooseTo(to);
      } else {
        onActive(to);
      }
    } else if (event.code === "Space" && view !== undefined && !event.repeat) {
      event.preventDefault();
      onChoose(view.id, false);
    }
  };

  return (
    <div
      aria-label={translate("case.queue")}
      aria-multiselectable
      aria-rowcount={lines.length}
      className="flex min-h-0 flex-1 flex-col"
      role="grid"
    >
      {/* The scrollable rows are reached through the rows themselves. */}
      <div
        className="min-h-0 flex-1 overflow-y-scroll"
        data-rows
        onKeyDown={onKeyDown}
        ref={scroller}
        role="rowgroup"
        tabIndex={-1}
      >
        <div
          className="relative overflow-clip"
          role="presentation"
          style={{ blockSize: `${grid.getTotalSize()}px` }}
        >
          {visible.map(({ index, key, start }) => {
            const line = lines[index];
            if (line === undefined) {
              return null;
            }
            if (line.of === "head") {
              return (
                <ClassHead
                  caseClass={line.caseClass}
                  count={counts?.find(({ class: of }) => of === line.caseClass) ?? null}
                  index={index}
                  key={key}
                  onClass={onClass}
                  top={start}
                />
              );
            }
            const { view, place } = line;
            const uuid = view.order?.uuid ?? "";
            const checked = check.results.get(uuid);
            return (
              <QueueRow
                checked={checked}
                index={index}
                isActive={place === active}
                isAsked={check.run?.asked.has(uuid) === true && checked === undefined}
                isChosen={chosen.has(view.id)}
                isChoosing={chosen.size > 0}
                key={key}
                onActive={onActive}
                onChoose={onChoose}
                place={place}
                top={start}
                view={view}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The name of a class, how many it has and how much they are about; a press shows it alone. */
function ClassHead({
  caseClass,
  count,
  index,
  top,
  onClass,
}: {
  readonly caseClass: CaseClass;
  readonly count: CaseCount | null;
  readonly index: number;
  /** Pixels. */
  readonly top: number;
  readonly onClass: (caseClass: CaseClass) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const name = translate(`case.${caseClass}.name`);
  return (
    <div
      aria-rowindex={index + 1}
      className="absolute inset-x-0 top-0 flex border-line border-b bg-canvas"
      role="row"
      style={{ blockSize: `${headHeight}px`, transform: `translateY(${top}px)` }}
    >
      <div className="flex min-w-0 flex-1" role="rowheader">
        <button
          className="flex min-w-0 flex-1 items-center gap-2 ps-4 pe-4 text-start text-small -outline-offset-2 hover:bg-hover"
          onClick={() => onClass(caseClass)}
          tabIndex={-1}
          title={translate("case.onlyClass", { name })}
          type="button"
        >
          <span className="min-w-0 truncate font-medium text-ink-soft">{name}</span>
          {count !== null && (
            <>
              <bdi className="text-ink-faint">{format.count(count.open)}</bdi>
              <span className="flex-1" />
              <span className="text-ink-faint">
                <Amount halalas={count.halalas} sign={11} text={null} />
              </span>
            </>
          )}
        </button>
      </div>
    </div>
  );
}
