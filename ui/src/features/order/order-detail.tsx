import { failureOf } from "../../bridge";
import type { OrderDetail as Detail, OrderRow, Settings } from "../../bridge/types";
import {
  Button,
  CloseIcon,
  CopyIcon,
  FailureNote,
  IconButton,
  Note,
  PrintIcon,
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
  onPrint,
}: {
  readonly uuid: string;
  readonly settings: Settings;
  readonly onClose: () => void;
  readonly onShippingMenu: (row: OrderRow) => void;
  readonly onPrint: (row: OrderRow) => void;
}) {
  const detail = useOrderDetail(uuid);
  const translate = useMessages();
  return (
    <section aria-label={translate("detail.name")} className="flex h-full flex-col">
      <Heading detail={detail.data} onClose={onClose} onPrint={onPrint} uuid={uuid} />
      {detail.error !== null && (
        <div className="p-4">
          <FailureNote failure={failureOf(detail.error)} />
        </div>
      )}
      {detail.data !== undefined && (
        <>
          <OrderKeys
            isOpen
            onPrint={onPrint}
            onShippingMenu={onShippingMenu}
            row={detail.data.row}
          />
          <div
            className="relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden"
            key={uuid}
            tabIndex={-1}
          >
            <Body detail={detail.data} onShippingMenu={onShippingMenu} settings={settings} />
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
  onPrint,
}: {
  readonly uuid: string;
  readonly detail: Detail | undefined;
  readonly onClose: () => void;
  readonly onPrint: (row: OrderRow) => void;
}) {
  const translate = useMessages();
  const copy = useCopy();
  const { read, isReading } = useReadNow(uuid);
  const number = detail?.row.orderNumber ?? null;
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-1 border-line border-b py-1.5 ps-5 pe-3">
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold text-title">
          {number === null ? (
            <bdi className="font-mono text-body" dir="ltr">
              {uuid.slice(0, 13)}…
            </bdi>
          ) : (
            <Message id="detail.order" values={{ number }} />
          )}
        </h2>
        {detail !== undefined && <Freshness detail={detail} />}
      </div>
      <IconButton
        keys={shortcuts.copyNumber.cap}
        name={translate("detail.copyNumber")}
        onPress={() => copy(number ?? uuid)}
      >
        <CopyIcon />
      </IconButton>
      {detail !== undefined && (
        <IconButton
          keys={shortcuts.print.cap}
          name={translate("detail.print")}
          onPress={() => onPrint(detail.row)}
        >
          <PrintIcon />
        </IconButton>
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
    </header>
  );
}

function Body({
  detail,
  settings,
  onShippingMenu,
}: {
  readonly detail: Detail;
  readonly settings: Settings;
  readonly onShippingMenu: (row: OrderRow) => void;
}) {
  const { row } = detail;
  return (
    <div className="mx-auto flex max-w-[720px] flex-col gap-5 px-5 py-4">
      <Hindrance detail={detail} />
      {row.presence !== "unread" && (
        <>
          <CallSentence row={row} />
          <MoneySection detail={detail} settings={settings} />
          <ShippingSection
            detail={detail}
            licenceStep={settings.licenceStep}
            onShippingMenu={onShippingMenu}
          />
          <Items detail={detail} />
          <MetadataList detail={detail} />
        </>
      )}
      <Timeline detail={detail} />
      <Fields detail={detail} />
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
    return <FailureNote actions={readNow} failure={detail.checkFailure} goesOn live={false} />;
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

/** How old what is shown is, and when the desk asks again by itself. */
function Freshness({ detail }: { readonly detail: Detail }) {
  const format = useFormat();
  const now = useNow();
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
      <span aria-hidden="true" className="px-1.5">
        ·
      </span>
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
