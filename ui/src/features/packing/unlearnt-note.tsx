import { Button, Note } from "../../design";
import { go } from "../../location";
import { Message, useMessages } from "../../messages";
import { useUnlearnt } from "./use-unlearnt";

/** Which paid orders stand in none of the lists, and how the desk learns where they belong. */
export function UnlearntNote() {
  const translate = useMessages();
  const unlearnt = useUnlearnt();
  if (unlearnt === null) {
    return null;
  }
  // What waits to be packed is the newest.
  const query = { ...unlearnt.query, ascending: false };
  return (
    <div className="px-4 pt-3 pb-1">
      <Note
        actions={
          <Button onPress={() => go({ screen: "orders", order: null, query })}>
            {translate("packing.unlearnt.show")}
          </Button>
        }
        title={<Message id="packing.unlearnt.title" values={{ count: unlearnt.count }} />}
        tone="needs"
      >
        {translate("packing.unlearnt.why")}
      </Note>
    </div>
  );
}
