import { type ReactNode, useEffect, useRef } from "react";

import { failureOf } from "../../bridge";
import type { OrderDetail as Detail, OrderRow, Settings } from "../../bridge/types";
import { Button, FailureNote, Note } from "../../design";
import type { ParcelStep, Walk } from "../../frame";
import { useMessages } from "../../messages";
import { useOrderDetail } from "../../queries";
import { customerOf } from "../../shop";
import { CallSentence } from "./call-sentence";
import type { Signed } from "./composer";
import { DetailHeading } from "./detail-heading";
import { leaveOtherDrafts } from "./drafts";
import { Fields } from "./fields";
import { Items } from "./items";
import { MetadataList } from "./metadata-list";
import { MoneySection } from "./money-section";
import { NotesSection } from "./notes-section";
import { OrderKeys } from "./order-keys";
import { PrimaryAction } from "./primary-action";
import { useReadNow } from "./read-now";
import { ShippingSection } from "./shipping-section";
import { ShopSection } from "./shop-section";
import { Timeline } from "./timeline";

/** The detail beside the list. */
export function OrderDetail({
  uuid,
  settings,
  walk,
  parcelStep,
  signed,
  cases,
  moneyActions,
  onClose,
  onShippingMenu,
  onPrint,
}: {
  readonly uuid: string;
  readonly settings: Settings;
  /** Where it stands in the list beside it. */
  readonly walk: Walk;
  /** How the screen beside sends parcels on; none: the order does so by itself. */
  readonly parcelStep?: ParcelStep | undefined;
  readonly signed: Signed;
  /** What of the order is to be explained. */
  readonly cases: (detail: Detail) => ReactNode;
  /** What can be done with the order's money. */
  readonly moneyActions: (detail: Detail) => ReactNode;
  readonly onClose: () => void;
  readonly onShippingMenu: (row: OrderRow) => void;
  readonly onPrint: (row: OrderRow) => void;
}) {
  const detail = useOrderDetail(uuid);
  const translate = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => leaveOtherDrafts(uuid), [uuid]);
  return (
    <section aria-label={translate("detail.name")} className="flex h-full flex-col">
      <DetailHeading
        detail={detail.data}
        onClose={onClose}
        onPrint={onPrint}
        uuid={uuid}
        walk={walk}
      />
      {detail.error !== null && (
        <div className="p-4">
          <FailureNote failure={failureOf(detail.error)} />
        </div>
      )}
      {detail.data !== undefined && (
        <>
          <OrderKeys
            isOpen
            leavesAdvance={parcelStep !== undefined}
            onPrint={onPrint}
            onShippingMenu={onShippingMenu}
            row={detail.data.row}
          />
          <div
            className="relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden"
            key={uuid}
            ref={scroller}
            tabIndex={-1}
          >
            <Body
              cases={cases(detail.data)}
              detail={detail.data}
              moneyActions={moneyActions}
              onNoteRemoved={() => scroller.current?.focus()}
              onShippingMenu={onShippingMenu}
              settings={settings}
              signed={signed}
            />
          </div>
          {detail.data.row.presence !== "gone" && (
            <PrimaryAction
              onShippingMenu={onShippingMenu}
              parcelStep={parcelStep}
              row={detail.data.row}
            />
          )}
        </>
      )}
    </section>
  );
}

function Body({
  cases,
  detail,
  settings,
  signed,
  moneyActions,
  onShippingMenu,
  onNoteRemoved,
}: {
  readonly cases: ReactNode;
  readonly detail: Detail;
  readonly settings: Settings;
  readonly signed: Signed;
  readonly moneyActions: (detail: Detail) => ReactNode;
  readonly onShippingMenu: (row: OrderRow) => void;
  readonly onNoteRemoved: () => void;
}) {
  const { row } = detail;
  const isRead = row.presence !== "unread";
  return (
    <div className="mx-auto flex max-w-[720px] flex-col gap-5 px-5 py-4">
      <Hindrance detail={detail} />
      {cases}
      {isRead && <CallSentence customer={customerOf(detail.shop, row.uuid)} row={row} />}
      <NotesSection detail={detail} onRemoved={onNoteRemoved} signed={signed} />
      {isRead && (
        <>
          <MoneySection actions={moneyActions(detail)} detail={detail} settings={settings} />
          <ShippingSection
            detail={detail}
            licenceStep={settings.licenceStep}
            onShippingMenu={onShippingMenu}
          />
        </>
      )}
      <ShopSection detail={detail} />
      {isRead && <Items detail={detail} />}
      <Timeline detail={detail} />
      {isRead && <MetadataList detail={detail} />}
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
