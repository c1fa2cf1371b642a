import type { ReactNode } from "react";

import { askedName, ReasonWords, StandingWords, standingTone } from "../../actions";
import type { ActionView, OrderDetail, OrderRow } from "../../bridge/types";
import { Button, Note, ToneMark, toneText } from "../../design";
import { useFormat, useNow } from "../../format";
import { shortcuts, useNotices, useShortcutsEnabled } from "../../frame";
import { go } from "../../location";
import { Message, useMessages } from "../../messages";
import { isAboutShipping, isOpen, wasNotSent } from "../../points";
import { useSettleAction } from "../../queries";
import { useUndo } from "../../undo";

/** What an action is about, and so where in the detail it stands. */
export type Area = "money" | "shipping";

/**
 * What was asked and Points has not confirmed, in the order in which it is sent; and what Points
 * refused last, until somebody has read it.
 */
export function OpenActions({
  detail,
  area,
  onShippingMenu,
}: {
  readonly detail: OrderDetail;
  readonly area: Area;
  readonly onShippingMenu?: (row: OrderRow) => void;
}) {
  const actions = openActions(detail, area);
  if (actions.length === 0) {
    return null;
  }
  return (
    <ul className="mt-2 flex flex-col gap-2">
      {actions.map((action) => (
        <li key={action.id}>
          <OpenAction
            action={action}
            {...(onShippingMenu === undefined
              ? {}
              : { onShippingMenu: () => onShippingMenu(detail.row) })}
            uuid={detail.row.uuid}
          />
        </li>
      ))}
    </ul>
  );
}

function openActions({ row, timeline }: OrderDetail, area: Area): readonly ActionView[] {
  return timeline
    .flatMap(({ action }) => (action === null ? [] : [action]))
    .filter(
      ({ id, kind, state }) =>
        isAboutShipping(kind) === (area === "shipping") &&
        (isOpen(state) || (state === "refused" && id === row.pending?.id)),
    )
    .reverse();
}

function OpenAction({
  action,
  uuid,
  onShippingMenu,
}: {
  readonly action: ActionView;
  readonly uuid: string;
  readonly onShippingMenu?: () => void;
}) {
  switch (action.state) {
    case "refused":
      return (
        <Refused
          action={action}
          uuid={uuid}
          {...(onShippingMenu === undefined ? {} : { onShippingMenu })}
        />
      );
    case "needs_person":
      return <NeedsPerson action={action} />;
    default:
      return <UnderWay action={action} uuid={uuid} />;
  }
}

/** It waits, is on its way, or is looked up: dashed, with what can still be done about it. */
function UnderWay({ action, uuid }: { readonly action: ActionView; readonly uuid: string }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  const settle = useSettleAction(uuid);
  const { takeBack } = useUndo();
  const { fail } = useNotices();
  const hasKey = useShortcutsEnabled();
  const tone = standingTone(action);
  const isUnsent = action.state === "held" || action.state === "queued";
  return (
    <div className={`pending flex items-center gap-2.5 rounded-card! px-3 py-2 ${toneText[tone]}`}>
      <ToneMark tone={tone} />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2 text-ink">
          <bdi className="min-w-0 flex-1 truncate font-medium">
            {askedName(translate, format, action)}
          </bdi>
          <bdi className="shrink-0 text-ink-faint text-small" title={format.exact(action.askedAt)}>
            {format.short(action.askedAt, now)}
          </bdi>
        </p>
        <p className="text-small">
          <StandingWords action={action} />
        </p>
        {action.state === "unknown" && (
          <p className="text-ink-soft text-small">{translate("unclear.means")}</p>
        )}
      </div>
      {isUnsent && (
        <Button
          onPress={() => takeBack(action.id)}
          size="small"
          {...(hasKey && action.state === "held" ? { keys: shortcuts.undo.cap } : {})}
        >
          {translate("pending.undo")}
        </Button>
      )}
      {action.state === "unknown" && (
        <Button
          isDisabled={settle.isPending}
          onPress={() => settle.mutate({ step: "read", id: action.id }, { onError: fail })}
          size="small"
        >
          {translate("unclear.checkNow")}
        </Button>
      )}
    </div>
  );
}

/** Nobody but a person can tell what came of it: the way to all that is known. */
function NeedsPerson({ action }: { readonly action: ActionView }) {
  const translate = useMessages();
  const format = useFormat();
  const hasKey = useShortcutsEnabled();
  const isUnsent = wasNotSent(action);
  const status = askedName(translate, format, action);
  return (
    <Note
      actions={
        <Button
          onPress={() => go({ action: action.id })}
          size="small"
          {...(hasKey ? { keys: shortcuts.decide.cap } : {})}
        >
          {translate("pending.decide")}
        </Button>
      }
      title={<Message id={isUnsent ? "unclear.notSent" : "unclear.title"} values={{ status }} />}
      tone="needs"
    >
      {isUnsent ? (
        <>
          <ReasonWords reason={action.reason} state={action.state} />{" "}
          {translate("unclear.nothingChanged")}
        </>
      ) : (
        <Sent action={action} />
      )}
    </Note>
  );
}

/** When it left, and what looking it up has shown. */
function Sent({ action }: { readonly action: ActionView }): ReactNode {
  const format = useFormat();
  const sentAt = action.changes.findLast(({ state }) => state === "sending")?.at ?? action.askedAt;
  return (
    <>
      <Message id="unclear.what" values={{ time: format.clock(sentAt) }} />{" "}
      <ReasonWords reason={action.reason} state={action.state} />
    </>
  );
}

/** Points said no: its own words, another way, and the end of the note once it is read. */
function Refused({
  action,
  uuid,
  onShippingMenu,
}: {
  readonly action: ActionView;
  readonly uuid: string;
  readonly onShippingMenu?: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const settle = useSettleAction(uuid);
  const { fail } = useNotices();
  return (
    <Note
      actions={
        <>
          {onShippingMenu !== undefined && (
            <Button onPress={onShippingMenu} size="small">
              {translate("refused.another")}
            </Button>
          )}
          <Button
            isDisabled={settle.isPending}
            kind="quiet"
            onPress={() => settle.mutate({ step: "giveUp", id: action.id }, { onError: fail })}
            size="small"
          >
            {translate("refused.hide")}
          </Button>
        </>
      }
      title={
        <Message id="refused.title" values={{ status: askedName(translate, format, action) }} />
      }
      tone="stop"
    >
      {action.message === null ? (
        translate("refused.noWords")
      ) : (
        <>
          {translate("error.ownWords")}{" "}
          <q>
            <bdi>{action.message}</bdi>
          </q>
        </>
      )}
    </Note>
  );
}
