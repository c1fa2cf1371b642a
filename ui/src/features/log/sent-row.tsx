import { memo } from "react";

import { askedName, orderName, StandingWords, standingTone } from "../../actions";
import type { ActionView } from "../../bridge/types";
import { activeRow, Button, ToneMark, toneText, useRovingFocus } from "../../design";
import { useFormat, useNow } from "../../format";
import { shortcuts, useShortcutsEnabled } from "../../frame";
import { go, usePlace } from "../../location";
import { Message, useMessages } from "../../messages";
import { isOpen as isUnconfirmed, reasonId } from "../../points";
import { useUndo } from "../../undo";
import type { LogLine } from "./lines";
import { roomy, rowHeight, tracks } from "./sizes";

export interface RowProps<Line extends LogLine> {
  readonly line: Line;
  readonly index: number;
  /** Pixels. */
  readonly top: number;
  readonly isActive: boolean;
  /** Its order is open beside the log. */
  readonly isOpen: boolean;
  readonly onOpen: (line: LogLine) => void;
}

/** The frame of a row, on either side of the log. */
export function rowLook(isActive: boolean, isOpen: boolean): string {
  return `group/row absolute inset-x-0 top-0 border-line border-b -outline-offset-2 contain-strict ${
    isOpen ? "bg-selected" : "hover:bg-hover"
  } ${isActive ? activeRow : ""}`;
}

/** Something that went out: when, what and by whom, where it stands and why, how often it was sent. */
export const SentRow = memo(function SentRow({
  line,
  index,
  top,
  isActive,
  isOpen,
  onOpen,
}: RowProps<Extract<LogLine, { kind: "out" }>>) {
  const format = useFormat();
  const element = useRovingFocus(isActive);
  const { action } = line;
  return (
    <div
      aria-rowindex={index + 2}
      className={`${rowLook(isActive, isOpen)} ${tracks.out}`}
      onClick={() => onOpen(line)}
      // The keys are those of the grid around.
      onKeyDown={() => undefined}
      ref={element}
      role="row"
      style={{ blockSize: `${rowHeight}px`, transform: `translateY(${top}px)` }}
      tabIndex={isActive ? 0 : -1}
    >
      <div className="truncate text-ink-soft" role="gridcell" title={format.exact(action.askedAt)}>
        <When at={action.askedAt} hasDay={line.isAbove} />
      </div>
      <div className="truncate font-semibold" role="gridcell">
        <bdi>{orderName(action)}</bdi>
      </div>
      <div className="min-w-0" role="gridcell">
        <What action={action} />
      </div>
      <div className="min-w-0" role="gridcell">
        <Stands action={action} />
      </div>
      <div
        className="flex min-w-0 justify-end"
        onClick={(event) => event.stopPropagation()}
        onKeyDown={() => undefined}
        role="gridcell"
      >
        <Tries action={action} isActive={isActive} />
      </div>
    </div>
  );
});

/** When; the clock alone where the day stands in the heading. */
function When({ at, hasDay }: { readonly at: number; readonly hasDay: boolean }) {
  const format = useFormat();
  const now = useNow(60_000);
  return <bdi>{hasDay ? format.day(at, now) : format.clock(at)}</bdi>;
}

function What({ action }: { readonly action: ActionView }) {
  const translate = useMessages();
  const format = useFormat();
  const person = action.askedBy ?? "";
  return (
    <>
      <p className="truncate font-medium">
        <bdi>{askedName(translate, format, action)}</bdi>
      </p>
      <p className="truncate text-ink-faint text-small">
        {person !== "" && <Message id="log.by" values={{ person }} />}
        {person !== "" && action.givenReason !== null && " · "}
        {action.givenReason !== null && (
          <q>
            <bdi>{action.givenReason}</bdi>
          </q>
        )}
      </p>
    </>
  );
}

function Stands({ action }: { readonly action: ActionView }) {
  const reason = reasonId(action.state, action.reason);
  const tone = standingTone(action);
  const isSettled = action.state === "confirmed";
  return (
    <>
      <p className="flex min-w-0 items-center gap-2">
        <ToneMark tone={tone} />
        <span
          className={`truncate ${isUnconfirmed(action.state) ? `pending px-1.5 ${toneText[tone]}` : ""}`}
        >
          <StandingWords action={action} />
        </span>
      </p>
      {!isSettled && (action.message !== null || reason !== null) && (
        <p
          className="truncate ps-[22px] text-ink-faint text-small"
          title={action.message ?? undefined}
        >
          {action.message === null ? (
            reason !== null && <Message id={reason} />
          ) : (
            <q>
              <bdi>{action.message}</bdi>
            </q>
          )}
        </p>
      )}
    </>
  );
}

/** How often it was sent, or the one thing that can be done about it. */
function Tries({ action, isActive }: { readonly action: ActionView; readonly isActive: boolean }) {
  const translate = useMessages();
  const { takeBack } = useUndo();
  const { order } = usePlace();
  const areKeysOn = useShortcutsEnabled();
  // With an order open, the keys are those of the order.
  const hasKey = isActive && order === null && areKeysOn;
  if (action.state === "needs_person") {
    return (
      <Button
        excludeFromTabOrder={!isActive}
        onPress={() => go({ action: action.id })}
        size="small"
        {...(hasKey ? { keys: shortcuts.decide.cap } : {})}
      >
        {translate("pending.decide")}
      </Button>
    );
  }
  if (action.state === "confirmed" && action.made?.made === "checkout") {
    return (
      <Button
        excludeFromTabOrder={!isActive}
        kind="quiet"
        onPress={() => go({ action: action.id })}
        size="small"
      >
        {translate("log.showLink")}
      </Button>
    );
  }
  if (action.state === "held" || action.state === "queued") {
    return (
      <Button
        excludeFromTabOrder={!isActive}
        kind="quiet"
        onPress={() => takeBack(action.id)}
        size="small"
      >
        {translate("pending.undo")}
      </Button>
    );
  }
  return (
    <span className={`truncate text-ink-faint text-small ${roomy}`}>
      {translate("log.tries", { count: action.tries })}
    </span>
  );
}
