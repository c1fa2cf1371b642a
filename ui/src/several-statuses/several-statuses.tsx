import { orderName } from "../actions";
import type { SeveralStatuses as Choice } from "../bridge/types";
import { Button } from "../design";
import { useNotices } from "../frame";
import { Message, useMessages } from "../messages";
import { useAsked, useDesk, useSaveSettings, useSendOnlyLast, useStatusesBefore } from "../queries";

/**
 * Asks once whether of several statuses of an order that wait only the last is sent, and remembers
 * the answer. It stands at the foot of the window and hinders nobody: while nobody answers, each is
 * sent in its turn, and the question goes with what waits.
 */
export function SeveralStatuses() {
  const translate = useMessages();
  const { say, fail } = useNotices();
  const settings = useDesk().data?.settings;
  const entry = useAsked().at(-1);
  const last = entry?.of === "step" ? entry.step : undefined;
  const isAsked = settings?.severalStatuses === "ask" && last?.target != null;
  const { data: before = 0 } = useStatusesBefore(isAsked ? last.id : null);
  const sendOnlyLast = useSendOnlyLast();
  const save = useSaveSettings();
  if (settings === undefined || last === undefined || !isAsked || before === 0) {
    return null;
  }
  const answer = (severalStatuses: Choice) => {
    save.mutate(
      { ...settings, severalStatuses },
      { onSuccess: () => say(translate("several.remembered")), onError: fail },
    );
    if (severalStatuses === "only_last") {
      sendOnlyLast.mutate(last.id, { onError: fail });
    }
  };
  const isAnswering = save.isPending || sendOnlyLast.isPending;
  return (
    <div
      className="pointer-events-none fixed inset-x-0 bottom-16 z-40 flex justify-center px-4"
      data-react-aria-top-layer="true"
    >
      <section
        aria-label={translate("several.name")}
        className="appear pointer-events-auto flex flex-wrap items-center gap-2 rounded-card border border-line bg-raised px-3 py-2 shadow-over"
      >
        <span role="status">
          <Message
            id="several.question"
            values={{ count: before + 1, number: <bdi>{orderName(last)}</bdi> }}
          />
        </span>
        <Button
          isDisabled={isAnswering}
          kind="primary"
          onPress={() => answer("only_last")}
          size="small"
        >
          {translate("several.onlyLast")}
        </Button>
        <Button isDisabled={isAnswering} onPress={() => answer("all")} size="small">
          {translate("several.all")}
        </Button>
      </section>
    </div>
  );
}
