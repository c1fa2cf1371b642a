import { failureOf } from "../../bridge";
import type { OrderDetail as Detail, OrderRow, Settings } from "../../bridge/types";
import {
  Button,
  CloseIcon,
  CopyIcon,
  FailureNote,
  IconButton,
  Note,
  RefreshIcon,
} from "../../design";
import { useFormat, useNow } from "../../format";
import { shortcuts, useCopy } from "../../frame";
import { Message, useMessages } from "../../messages";
import { useOrderDetail } from "../../queries";
import { CallSentence } from "./call-sentence";
import { Fields } from "./fields";
import { Items } from "./items";
import { MetadataList } from "./metadata-list";
import { MoneySection } from "./money-section";
import { OrderKeys } from "./order-keys";
import { PrimaryAction } from "./primary-action";
import { useReadNow } from "./read-now";
import { ShippingSection } from "./shipping-section";
import { Timeline } from "./timeline";

/** The detail beside the list. */
export function OrderDetail({
  uuid,
  settings,
  onClose,
  onShippingMenu,
}: {
  readonly uuid: string;
  readonly settings: Settings;
  readonly onClose: () => void;
  readonly onShippingMenu: (row: OrderRow) => void;
}) {
  const detail = useOrderDetail(uuid);
  const translate = useMessages();
  return (
    <section aria-label={translate("detail.name")} className="flex h-full flex-col">
      <Heading detail={detail.data} onClose={onClose} uuid={uuid} />
      {detail.error !== null && (
        <div className="p-4">
          <FailureNote failure={failureOf(detail.error)} />
        </div>
      )}
      {detail.data !== undefined && (
        <>
          <OrderKeys isOpen onShippingMenu={onShippingMenu} row={detail.data.row} />
          <div
            className="relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden"
            key={uuid}
            tabIndex={-1}
          >
            <Body detail={detail.data} settings={settings} />
          </div>
          {detail.data.row.presence !== "gone" && (
            <PrimaryAction onShippingMenu={onShippingMenu} row={detail.data.row} />
          )}
        </>
      )}
    </section>
  );
}

function Heading({
  uuid,
  detail,
  onClose,
}: {
  readonly uuid: string;
  readonly detail: Detail | undefined;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const copy = useCopy();
  const { read, isReading } = useReadNow(uuid);
  const number = detail?.row.orderNumber ?? null;
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-line border-b ps-5 pe-3">
      <h2 className="min-w-0 flex-1 truncate font-semibold text-title">
        {number === null ? (
          <bdi className="font-mono text-body" dir="ltr">
            {uuid.slice(0, 13)}…
          </bdi>
        ) : (
          <Message id="detail.order" values={{ number }} />
        )}
      </h2>
      <IconButton
        keys={shortcuts.copyNumber.cap}
        name={translate("detail.copyNumber")}
        onPress={() => copy(number ?? uuid)}
      >
        <CopyIcon />
      </IconButton>
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
    </header>
  );
}

function Body({ detail, settings }: { readonly detail: Detail; readonly settings: Settings }) {
  const { row } = detail;
  return (
    <div className="mx-auto flex max-w-[720px] flex-col gap-5 px-5 py-4">
      <Hindrance detail={detail} />
      {row.presence !== "unread" && (
        <>
          <CallSentence row={row} />
          <MoneySection detail={detail} />
          <ShippingSection detail={detail} licenceStep={settings.licenceStep} />
          <Items items={detail.items} />
          <MetadataList detail={detail} />
        </>
      )}
      <Timeline detail={detail} />
      <Fields detail={detail} />
      <Watching detail={detail} />
    </div>
  );
}

/** What keeps us from knowing more: not read yet, gone, or the last read failed. */
function Hindrance({ detail }: { readonly detail: Detail }) {
  const translate = useMessages();
  const { row } = detail;
  const { read, isReading } = useReadNow(row.uuid);
  const readNow = (
    <Button isPending={isReading} onPress={read} size="small">
      {translate("detail.readNow")}
    </Button>
  );
  if (detail.checkFailure !== null && row.presence !== "gone") {
    return <FailureNote actions={readNow} failure={detail.checkFailure} live={false} />;
  }
  if (row.presence === "unread") {
    return (
      <Note actions={readNow} title={translate("detail.unread.title")} tone="waiting">
        {translate("detail.unread.why")}
      </Note>
    );
  }
  if (row.presence === "gone") {
    return (
      <Note actions={readNow} title={translate("detail.gone.title")} tone="stop">
        {translate("detail.gone.why")}
      </Note>
    );
  }
  return null;
}

/** Since when the desk watches it and when it will ask again. */
function Watching({ detail }: { readonly detail: Detail }) {
  const format = useFormat();
  const now = useNow(10_000);
  return (
    <p className="text-ink-faint text-small">
      <Message id="detail.trackedSince" values={{ time: format.short(detail.trackedAt, now) }} />{" "}
      {detail.nextCheckAt === null ? (
        <Message id="detail.noNextCheck" />
      ) : detail.nextCheckAt <= now ? (
        <Message id="detail.nextCheckDue" />
      ) : (
        <Message id="detail.nextCheck" values={{ span: format.span(detail.nextCheckAt - now) }} />
      )}
    </p>
  );
}
