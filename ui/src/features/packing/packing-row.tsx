import { memo } from "react";
import { PendingMark } from "../../actions";

import type { OrderRow, Settings } from "../../bridge/types";
import {
  Amount,
  activeRow,
  MoneyState,
  RowBox,
  ShippingState,
  ToneMark,
  useRovingFocus,
} from "../../design";
import { useFormat, useNow } from "../../format";
import { useLocale, useMessages } from "../../messages";
import { isCalledOff, shippingKey } from "../../points";
import { isPaid } from "./stages";

/** A parcel that nobody packed for so long needs somebody. */
const longAgo = 2 * 86_400_000;

/** One order: its number, where it stands, what its money says, and how old it is. */
export const PackingRow = memo(function PackingRow({
  index,
  row,
  top,
  height,
  isActive,
  isOpen,
  isChosen,
  isChoosing,
  showsMoney,
  settings,
  onOpen,
  onChoose,
}: {
  readonly index: number;
  /** None while its page is on its way. */
  readonly row: OrderRow | undefined;
  /** Pixels. */
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  /** Something is chosen in the list, so that every row shows its box. */
  readonly isChoosing: boolean;
  readonly showsMoney: boolean;
  readonly settings: Settings;
  readonly onOpen: (index: number) => void;
  /** The row comes to what is chosen or leaves it; with `stretch` all from the cursor to it. */
  readonly onChoose: (index: number, how: "one" | "stretch") => void;
}) {
  const translate = useMessages();
  const element = useRovingFocus(isActive);
  return (
    <div
      aria-current={isOpen}
      aria-rowindex={index + 1}
      aria-selected={isChosen}
      className={`group/row absolute inset-x-0 top-0 grid grid-cols-[minmax(120px,1fr)_minmax(180px,2fr)_minmax(110px,1fr)_96px] items-center gap-x-4 border-line/60 border-b ps-9 pe-4 -outline-offset-2 contain-strict ${
        isOpen || isChosen ? "bg-selected" : "hover:bg-hover"
      } ${isActive ? activeRow : ""}`}
      onClick={(event) => {
        if (event.shiftKey) {
          onChoose(index, "stretch");
        } else if (event.ctrlKey || event.metaKey) {
          onChoose(index, "one");
        } else {
          onOpen(index);
        }
      }}
      // The keys are those of the grid around.
      onKeyDown={() => undefined}
      onMouseDown={(event) => {
        // A stretch of rows is chosen, and not the text in them.
        if (event.shiftKey) {
          event.preventDefault();
          element.current?.focus({ preventScroll: true });
        }
      }}
      ref={element}
      role="row"
      style={{ blockSize: `${height}px`, transform: `translateY(${top}px)` }}
      tabIndex={isActive ? 0 : -1}
    >
      {/* In the padding at the start, so that it moves no text when it appears. */}
      <div className="absolute inset-y-0 start-0 w-9" role="gridcell">
        {row !== undefined && (
          <RowBox
            className={
              isChosen || isChoosing
                ? ""
                : "opacity-0 group-focus-within/row:opacity-100 group-focus/row:opacity-100 group-hover/row:opacity-100"
            }
            isChecked={isChosen}
            name={translate("choose.one", { number: row.orderNumber ?? row.uuid.slice(0, 8) })}
            onPress={({ shiftKey }) => onChoose(index, shiftKey ? "stretch" : "one")}
          />
        )}
      </div>
      {row === undefined ? (
        <div role="gridcell">
          <span className="block h-3 w-24 rounded-small bg-sunken" />
        </div>
      ) : (
        <Cells row={row} settings={settings} showsMoney={showsMoney} />
      )}
    </div>
  );
});

function Cells({
  row,
  showsMoney,
  settings,
}: {
  readonly row: OrderRow;
  readonly showsMoney: boolean;
  readonly settings: Settings;
}) {
  const { language } = useLocale();
  const label = language === "ar" ? row.shipping.customAr : row.shipping.customEn;
  return (
    <>
      <div className="flex min-w-0 flex-col items-start" role="gridcell">
        {/* Beside its box, also where the page is written from the other side. */}
        <bdi className="max-w-full truncate font-semibold text-title">
          {row.orderNumber ?? row.uuid.slice(0, 8)}
        </bdi>
      </div>
      <div className="flex min-w-0 items-center" role="gridcell">
        {row.pending !== null && row.pending.kind === "shipping" ? (
          <PendingMark pending={row.pending} />
        ) : (
          <ShippingState
            label={label}
            licenceStep={settings.licenceStep}
            status={shippingKey(row.shipping)}
          />
        )}
      </div>
      <div className="flex min-w-0 flex-col justify-center" role="gridcell">
        <Money row={row} showsMoney={showsMoney} />
      </div>
      <div className="flex min-w-0 justify-end" role="gridcell">
        <Age at={row.createdAt} isWaiting={row.shipping.word === "new"} />
      </div>
    </>
  );
}

/** The amount, where it is shown; and in any case what keeps a parcel from going on. */
function Money({ row, showsMoney }: { readonly row: OrderRow; readonly showsMoney: boolean }) {
  const isFit = isPaid(row.financialStatus);
  return (
    <>
      {showsMoney && (
        <span className="truncate font-medium">
          <Amount halalas={row.totalHalalas} sign={11} text={row.totalText} />
        </span>
      )}
      {!isFit && (
        <span
          className={`truncate text-small ${isCalledOff(row.financialStatus) ? "font-medium text-stop" : ""}`}
        >
          <MoneyState stale={row.stale} status={row.financialStatus} type={row.orderType} />
        </span>
      )}
    </>
  );
}

function Age({ at, isWaiting }: { readonly at: number | null; readonly isWaiting: boolean }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  if (at === null) {
    return null;
  }
  const isLong = isWaiting && now - at > longAgo;
  return (
    <span
      className={`flex items-center gap-1.5 whitespace-nowrap ${isLong ? "font-medium text-needs" : "text-ink-soft"}`}
      title={format.exact(at)}
    >
      {isLong && <ToneMark size={12} tone="needs" />}
      <span className="sr-only">{translate("packing.age")}</span>
      <bdi>{format.briefSpan(now - at)}</bdi>
    </span>
  );
}
