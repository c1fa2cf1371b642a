import { memo } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";

import type { CheckedOrder, StaleCheckout } from "../../bridge/types";
import { hasMoved, Outcome } from "../../checks";
import {
  Amount,
  activeRow,
  Button,
  NoValue,
  TickIcon,
  ToneMark,
  useRovingFocus,
} from "../../design";
import { useFormat, useNow } from "../../format";
import { Message, useMessages } from "../../messages";
import { financialWord } from "../../points";
import { Known } from "./known";

/** The columns: choice, number, state and age, amount, what is known, what came out. */
export const tracks =
  "grid items-center gap-x-4 px-4 grid-cols-[20px_minmax(120px,.5fr)_minmax(150px,1.9fr)_92px_minmax(160px,1fr)] @min-[912px]:grid-cols-[20px_minmax(120px,.5fr)_minmax(190px,1.9fr)_92px_minmax(206px,1.4fr)_minmax(170px,1fr)]";

/** Shown only where there is room. */
export const roomy = "hidden min-w-0 @min-[912px]:block";

/** Pixels: three lines and air. */
export const rowHeight = 64;

export interface RowProps {
  readonly checkout: StaleCheckout;
  readonly index: number;
  /** Pixels. */
  readonly top: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  /** It is asked about, and the answer is not here yet. */
  readonly isAsked: boolean;
  /** Some check is under way. */
  readonly isBusy: boolean;
  readonly checked: CheckedOrder | undefined;
  readonly onOpen: (uuid: string) => void;
  readonly onSelect: (uuid: string, isSelected: boolean) => void;
  readonly onCheck: (checkout: StaleCheckout) => void;
}

/** One stale checkout. */
export const StaleRow = memo(function StaleRow({
  checkout,
  index,
  top,
  isActive,
  isOpen,
  isSelected,
  isAsked,
  isBusy,
  checked,
  onOpen,
  onSelect,
  onCheck,
}: RowProps) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(10_000);
  const element = useRovingFocus(isActive);
  const { order, since } = checkout;
  // The row as it was when asked about; what came out stands at its end.
  const isOver = checked !== undefined && hasMoved(checked);
  const name = order.orderNumber ?? order.uuid.slice(0, 8);

  return (
    <div
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={`group/row absolute inset-x-0 top-0 border-line border-b -outline-offset-2 contain-strict ${tracks} ${
        isOpen ? "bg-selected" : "hover:bg-hover"
      } ${isActive ? activeRow : ""}`}
      onClick={() => onOpen(order.uuid)}
      // The keys are those of the grid around.
      onKeyDown={() => undefined}
      ref={element}
      role="row"
      style={{ blockSize: `${rowHeight}px`, transform: `translateY(${top}px)` }}
      tabIndex={isActive ? 0 : -1}
    >
      {/* A press on the box chooses the row; it must not open it as well. */}
      <div onClick={(event) => event.stopPropagation()} onKeyDown={() => undefined} role="gridcell">
        <AriaCheckbox
          aria-label={translate("stale.select", { number: name })}
          className="group grid size-5 place-items-center"
          excludeFromTabOrder
          isSelected={isSelected}
          onChange={(chosen) => onSelect(order.uuid, chosen)}
        >
          <Box />
        </AriaCheckbox>
      </div>
      <div className="min-w-0" role="gridcell">
        <p className="truncate font-semibold">
          <bdi>{name}</bdi>
        </p>
        <p className="truncate text-ink-faint text-small">
          {order.referenceNumber === null ? <NoValue /> : <bdi>{order.referenceNumber}</bdi>}
        </p>
      </div>
      <div className="min-w-0" role="gridcell">
        <p className={`flex items-center gap-2 truncate ${isOver ? "text-ink-faint" : ""}`}>
          <ToneMark tone={isOver ? "waiting" : "needs"} />
          <span className="truncate font-medium">
            <Message
              id="stale.age"
              values={{
                status: financialWord(translate, order.financialStatus, order.orderType),
                age: format.span(now - since),
              }}
            />
          </span>
        </p>
        <p className="truncate ps-[22px] text-ink-faint text-small" title={format.exact(since)}>
          <Message id="stale.openSince" values={{ time: format.short(since, now) }} />
        </p>
      </div>
      {/* The last digits of all amounts stand under each other, in both directions of writing. */}
      <div className="text-end font-semibold" dir="ltr" role="gridcell">
        <Amount halalas={order.totalHalalas} text={order.totalText} />
      </div>
      <div className={roomy} role="gridcell">
        <Known checkout={checkout} />
      </div>
      <div
        className="flex min-w-0 items-center justify-between gap-2"
        onClick={(event) => event.stopPropagation()}
        onKeyDown={() => undefined}
        role="gridcell"
      >
        {isAsked && (
          <span className="pending px-1.5 text-moving text-small">{translate("stale.asking")}</span>
        )}
        {!isAsked && checked !== undefined && (
          <span className="min-w-0">
            <Outcome checked={checked} orderType={order.orderType} />
          </span>
        )}
        {!isAsked && (
          // One button at a time is seen: that of the row that is pointed at or active.
          <span
            className={`transition-opacity duration-[120ms] group-focus-within/row:opacity-100 group-hover/row:opacity-100 ${
              isActive ? "" : "opacity-0"
            }`}
          >
            <Button
              aria-label={translate(
                checked === undefined ? "stale.checkOne" : "stale.checkOneAgain",
                { number: name },
              )}
              excludeFromTabOrder
              isDisabled={isBusy}
              kind={checked === undefined ? "plain" : "quiet"}
              onPress={() => onCheck(checkout)}
              size="small"
            >
              {translate(checked === undefined ? "stale.checkNow" : "stale.checkAgain")}
            </Button>
          </span>
        )}
      </div>
    </div>
  );
});

/** The box of a choice in a row. */
export function Box() {
  return (
    <span className="grid size-4 place-items-center rounded-small border border-control bg-panel text-on-accent group-data-indeterminate:border-accent group-data-selected:border-accent group-data-indeterminate:bg-accent group-data-selected:bg-accent">
      <span className="hidden h-[2px] w-2 bg-current group-data-indeterminate:block" />
      <TickIcon
        className="hidden group-data-selected:block group-data-indeterminate:hidden"
        size={12}
      />
    </span>
  );
}
