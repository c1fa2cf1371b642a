import type { ReactNode } from "react";

import type { OrderDetail, OrderRow } from "../../bridge/types";
import {
  CloseIcon,
  CopyIcon,
  EditIcon,
  IconButton,
  NextIcon,
  PreviousIcon,
  PrintIcon,
  RefreshIcon,
} from "../../design";
import { useFormat, useNow } from "../../format";
import { shortcuts, useCopy, type Walk } from "../../frame";
import { Message, useMessages } from "../../messages";
import { typeWord } from "../../points";
import { draftName, openDraft } from "./drafts";
import { useReadNow } from "./read-now";

/** Which order it is and how old what is shown of it, the ways to those beside it, and its tools. */
export function DetailHeading({
  uuid,
  detail,
  walk,
  onClose,
  onPrint,
}: {
  readonly uuid: string;
  readonly detail: OrderDetail | undefined;
  readonly walk: Walk;
  readonly onClose: () => void;
  readonly onPrint: (row: OrderRow) => void;
}) {
  return (
    <header className="shrink-0 border-line border-b pb-2.5">
      <div className="flex h-10 items-center gap-1 ps-3 pe-3">
        <Walking walk={walk} />
        <span className="flex-1" />
        <Tools detail={detail} onClose={onClose} onPrint={onPrint} uuid={uuid} />
      </div>
      <div className="ps-5 pe-3">
        <Name number={detail?.row.orderNumber ?? null} uuid={uuid} />
        {detail !== undefined && (
          <>
            <About row={detail.row} />
            <Freshness detail={detail} />
          </>
        )}
      </div>
    </header>
  );
}

/** The buttons of J and K, and how far down the list the order stands. */
function Walking({ walk: { place, total, previous, next } }: { readonly walk: Walk }) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <>
      <IconButton
        isDisabled={previous === null}
        keys={shortcuts.previous.cap}
        name={translate("detail.previous")}
        onPress={() => previous?.()}
      >
        <PreviousIcon />
      </IconButton>
      <IconButton
        isDisabled={next === null}
        keys={shortcuts.next.cap}
        name={translate("detail.next")}
        onPress={() => next?.()}
      >
        <NextIcon />
      </IconButton>
      {place !== null && (
        <span className="ms-1 truncate text-ink-faint text-small">
          <Message
            id={total.atLeast ? "detail.positionAtLeast" : "detail.position"}
            values={{ place: format.count(place), count: format.count(total.count) }}
          />
        </span>
      )}
    </>
  );
}

function Tools({
  uuid,
  detail,
  onClose,
  onPrint,
}: {
  readonly uuid: string;
  readonly detail: OrderDetail | undefined;
  readonly onClose: () => void;
  readonly onPrint: (row: OrderRow) => void;
}) {
  const translate = useMessages();
  const { read, isReading } = useReadNow(uuid);
  return (
    <>
      {detail !== undefined && (
        <>
          <IconButton
            keys={shortcuts.note.cap}
            name={translate("detail.note")}
            onPress={() => openDraft(draftName(uuid))}
          >
            <EditIcon />
          </IconButton>
          <IconButton
            keys={shortcuts.print.cap}
            name={translate("detail.print")}
            onPress={() => onPrint(detail.row)}
          >
            <PrintIcon />
          </IconButton>
        </>
      )}
      <IconButton
        isPending={isReading}
        keys={shortcuts.refresh.cap}
        name={translate("detail.refresh")}
        onPress={read}
      >
        <RefreshIcon className={isReading ? "turning" : ""} />
      </IconButton>
      <IconButton keys={shortcuts.close.cap} name={translate("action.close")} onPress={onClose}>
        <CloseIcon />
      </IconButton>
    </>
  );
}

/** What people call the order, ready to copy. */
function Name({ uuid, number }: { readonly uuid: string; readonly number: string | null }) {
  const translate = useMessages();
  const copy = useCopy();
  return (
    <div className="flex items-center gap-1">
      <h2 className="truncate font-semibold text-title">
        {number === null ? (
          <bdi className="font-mono text-body" dir="ltr">
            {uuid.slice(0, 13)}…
          </bdi>
        ) : (
          <Message id="detail.order" values={{ number }} />
        )}
      </h2>
      <IconButton
        className="size-6! text-ink-faint!"
        keys={shortcuts.copyNumber.cap}
        name={translate("detail.copyNumber")}
        onPress={() => copy(number ?? uuid)}
      >
        <CopyIcon size={14} />
      </IconButton>
    </div>
  );
}

/** Its reference, its type, and when it was made, as far as Points said. */
function About({ row }: { readonly row: OrderRow }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  if (row.presence === "unread") {
    return null;
  }
  return (
    <Dotted>
      {[
        row.referenceNumber !== null && <bdi key="reference">{row.referenceNumber}</bdi>,
        row.orderType !== null && (
          <bdi key="type" title={row.orderType}>
            {typeWord(translate, row.orderType)}
          </bdi>
        ),
        row.createdAt !== null && (
          <span key="created" title={format.exact(row.createdAt)}>
            <Message id="detail.created" values={{ time: format.short(row.createdAt, now) }} />
          </span>
        ),
      ].filter((part) => part !== false)}
    </Dotted>
  );
}

/** How old what is shown is, and when the desk asks again by itself. */
function Freshness({ detail }: { readonly detail: OrderDetail }) {
  const format = useFormat();
  const now = useNow();
  const { nextCheckAt } = detail;
  const { checkedAt } = detail.row;
  return (
    <p
      className="truncate text-ink-faint text-small"
      title={checkedAt === null ? undefined : format.exact(checkedAt)}
    >
      {checkedAt === null ? (
        <Message id="row.unread" />
      ) : (
        <Message id="detail.readAgo" values={{ age: format.span(now - checkedAt) }} />
      )}
      <Dot />
      {nextCheckAt === null ? (
        <Message id="detail.noNextCheck" />
      ) : nextCheckAt <= now ? (
        <Message id="detail.nextCheckDue" />
      ) : (
        <Message id="detail.nextCheck" values={{ span: format.span(nextCheckAt - now) }} />
      )}
    </p>
  );
}

/** Facts in a line, of which none is cut where the line is too short; what has no end has three lines. */
function Dotted({ children }: { readonly children: readonly ReactNode[] }) {
  return (
    <p className="line-clamp-3 wrap-anywhere text-ink-soft text-small">
      {children.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts never change their order
        <span key={place}>
          {place > 0 && <Dot />}
          {part}
        </span>
      ))}
    </p>
  );
}

function Dot() {
  return (
    <span aria-hidden="true" className="px-1.5">
      ·
    </span>
  );
}
