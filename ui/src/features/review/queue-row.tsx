import { memo } from "react";

import { PendingMark } from "../../actions";
import type { CaseView, CheckedOrder } from "../../bridge/types";
import { hasMoved, Outcome } from "../../checks";
import { Amount, activeRow, RowBox, ToneMark, useRovingFocus } from "../../design";
import { useFormat, useNow } from "../../format";
import { Message, useMessages } from "../../messages";
import { caseName, caseTones } from "./case-words";

/** Pixels: two lines and air. */
export const rowHeight = 56;

export interface RowProps {
  readonly view: CaseView;
  readonly index: number;
  /** Among the cases, from 0. */
  readonly place: number;
  /** Pixels. */
  readonly top: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  /** Some cases are chosen, so that every row shows its box. */
  readonly isChoosing: boolean;
  /** Its order is asked about, and the answer is not here yet. */
  readonly isAsked: boolean;
  readonly checked: CheckedOrder | undefined;
  readonly onActive: (place: number) => void;
  readonly onChoose: (id: number, isRange: boolean) => void;
}

/** One case of the queue: its order and amount, and for how long it is so. */
export const QueueRow = memo(function QueueRow({
  view,
  index,
  place,
  top,
  isActive,
  isChosen,
  isChoosing,
  isAsked,
  checked,
  onActive,
  onChoose,
}: RowProps) {
  const translate = useMessages();
  const element = useRovingFocus(isActive);
  const name = caseName(view);
  return (
    <div
      aria-rowindex={index + 1}
      aria-selected={isChosen}
      className={`group/row absolute inset-x-0 top-0 grid grid-cols-[14px_minmax(0,1fr)_auto] items-center gap-x-3 border-line border-b ps-10 pe-4 -outline-offset-2 contain-strict ${
        isActive ? `bg-selected ${activeRow}` : "hover:bg-hover"
      }`}
      onClick={({ shiftKey, ctrlKey, metaKey }) => {
        if (shiftKey || ctrlKey || metaKey) {
          onChoose(view.id, shiftKey);
        } else {
          onActive(place);
        }
        element.current?.focus({ preventScroll: true });
      }}
      // The keys are those of the grid around.
      onKeyDown={() => undefined}
      ref={element}
      role="row"
      style={{ blockSize: `${rowHeight}px`, transform: `translateY(${top}px)` }}
      tabIndex={isActive ? 0 : -1}
    >
      <div className="absolute inset-y-0 start-0 w-10" role="gridcell">
        <RowBox
          className={
            isChosen || isChoosing
              ? ""
              : "opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100"
          }
          isChecked={isChosen}
          name={translate("case.choose", { number: name })}
          onPress={({ shiftKey }) => onChoose(view.id, shiftKey)}
        />
      </div>
      <div role="gridcell">
        <ToneMark tone={caseTones[view.class]} />
      </div>
      <div className="min-w-0" role="gridcell">
        <p className="truncate font-semibold">
          <bdi>{name}</bdi>
        </p>
        <div className="truncate text-ink-faint text-small leading-[17px]">
          <Second checked={checked} isAsked={isAsked} view={view} />
        </div>
      </div>
      {/* The last digits of all amounts stand under each other, in both directions of writing. */}
      <div className="text-end" dir="ltr" role="gridcell">
        <Amount
          halalas={view.halalas ?? view.order?.totalHalalas ?? null}
          text={view.order?.totalText ?? null}
        />
      </div>
    </div>
  );
});

/** The second line: what was asked of Points, what a check came to, else for how long it is so. */
function Second({
  view,
  checked,
  isAsked,
}: {
  readonly view: CaseView;
  readonly checked: CheckedOrder | undefined;
  readonly isAsked: boolean;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(10_000);
  const { order, state, snoozedUntil, since, decided, differenceHalalas } = view;
  if (isAsked) {
    return <span className="text-moving">{translate("case.asking")}</span>;
  }
  if (order?.pending != null) {
    return <PendingMark pending={order.pending} />;
  }
  if (checked !== undefined && (hasMoved(checked) || checked.outcome !== "unchanged")) {
    return <Outcome checked={checked} orderType={order?.orderType ?? null} />;
  }
  if (state === "snoozed" && snoozedUntil !== null) {
    return <Message id="case.until" values={{ time: format.short(snoozedUntil, now) }} />;
  }
  const note = decided[0]?.note ?? null;
  if (state === "explained" && note !== null) {
    return <bdi>{note}</bdi>;
  }
  if (differenceHalalas !== null) {
    return (
      <Message id="case.apart" values={{ amount: format.money(Math.abs(differenceHalalas)) }} />
    );
  }
  return (
    <span title={format.exact(since)}>
      <Message id="case.since" values={{ age: format.span(now - since) }} />
    </span>
  );
}
