import { Button, EmptyState, EventIcon, FilterIcon, SendIcon } from "../../design";
import { go, isLogNarrowed, type LogPlace, withoutFilters } from "../../location";
import { useMessages } from "../../messages";

/** Why nothing stands here, and the one thing to do about it. */
export function LogEmpty({ log }: { readonly log: LogPlace }) {
  const translate = useMessages();
  if (isLogNarrowed(log)) {
    const why =
      log.side === "out"
        ? "log.nothing.why"
        : log.answers
          ? "log.nothingHeard.why"
          : "log.nothingHeard.ofEvents";
    return (
      <EmptyState
        action={
          <Button kind="primary" onPress={() => go({ log: withoutFilters(log) }, "replace")}>
            {translate("log.nothing.all")}
          </Button>
        }
        icon={<FilterIcon size={24} />}
        title={translate("log.nothing.title")}
      >
        {translate(why)}
      </EmptyState>
    );
  }
  if (log.side === "in") {
    return log.answers ? (
      <EmptyState icon={<EventIcon size={24} />} title={translate("log.unheard.title")}>
        {translate("log.unheard.why")}
      </EmptyState>
    ) : (
      <EmptyState
        action={
          <Button kind="primary" onPress={() => go({ log: { ...log, answers: true } }, "replace")}>
            {translate("log.noEvents.answers")}
          </Button>
        }
        icon={<EventIcon size={24} />}
        title={translate("log.noEvents.title")}
      >
        {translate("log.noEvents.why")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      action={
        <Button kind="primary" onPress={() => go({ screen: "orders", order: null })}>
          {translate("log.empty.toOrders")}
        </Button>
      }
      icon={<SendIcon size={24} />}
      title={translate("log.empty.title")}
    >
      {translate("log.empty.why")}
    </EmptyState>
  );
}
