import { Button, ToneMark } from "../../design";
import { go, wholeLog } from "../../location";
import { Message, useMessages } from "../../messages";
import { useQueue } from "../../queries";

/** Changes that wait for a person, which are no cases: the way to them. */
export function Unsettled() {
  const translate = useMessages();
  const count = useQueue().data?.needsPerson ?? 0;
  if (count === 0) {
    return null;
  }
  return (
    <p className="flex shrink-0 items-center gap-2 px-4 pb-2 text-needs">
      <ToneMark tone="needs" />
      <Message id="case.unsettled" values={{ count }} />
      <Button
        kind="quiet"
        onPress={() => go({ screen: "log", order: null, log: wholeLog })}
        size="small"
      >
        {translate("case.showUnsettled")}
      </Button>
    </p>
  );
}
