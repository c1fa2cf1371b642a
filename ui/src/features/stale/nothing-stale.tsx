import type { Settings } from "../../bridge/types";
import { Button, EmptyState, TickIcon } from "../../design";
import { useFormat } from "../../format";
import { NoOrders } from "../../frame";
import { go } from "../../location";
import { Message, useMessages } from "../../messages";
import { useCounts } from "../../queries";

/** Nothing to review: because all is well, or because there are no orders to be stale. */
export function NothingStale({
  settings,
  onAddOrders,
}: {
  readonly settings: Settings;
  readonly onAddOrders: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const counts = useCounts().data;
  if (counts?.total === 0) {
    return <NoOrders onAddOrders={onAddOrders} />;
  }
  return (
    <EmptyState
      action={
        <Button kind="primary" onPress={() => go({ screen: "orders", order: null })}>
          {translate("stale.empty.orders")}
        </Button>
      }
      icon={<TickIcon size={22} />}
      title={translate("stale.empty.title")}
    >
      <p>
        <Message
          id="stale.empty.why"
          values={{
            unpaid: format.span(settings.staleNewMinutes * 60_000),
            reserved: format.span(settings.staleAuthorizedHours * 3_600_000),
          }}
        />
      </p>
    </EmptyState>
  );
}
