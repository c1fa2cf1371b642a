import { useState } from "react";

import { leaveInbox } from "../../bridge";
import { Button, Dialog } from "../../design";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useInboxChanged } from "../../queries";

/** Asks before an inbox is left, or one on this computer stopped: what ends, and what stays. */
export function Leave({
  isHere,
  onClose,
}: {
  readonly isHere: boolean;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { say, fail } = useNotices();
  const [isSending, setSending] = useState(false);
  const changed = useInboxChanged();

  const leave = async () => {
    setSending(true);
    try {
      changed(await leaveInbox());
      say(translate(isHere ? "inbox.here.stopped" : "inbox.disconnected"));
    } catch (failure) {
      fail(failure);
    } finally {
      setSending(false);
      onClose();
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={translate(isHere ? "inbox.here.stopTitle" : "inbox.leaveTitle")}
    >
      <p className="text-ink-soft">
        {translate(isHere ? "inbox.here.stopWhat" : "inbox.leaveWhat")}
      </p>
      <div className="flex justify-end gap-2 pt-4">
        <Button autoFocus onPress={onClose}>
          {translate("action.cancel")}
        </Button>
        <Button isPending={isSending} kind="primary" onPress={leave}>
          {translate(isHere ? "inbox.here.stop" : "inbox.leave")}
        </Button>
      </div>
    </Dialog>
  );
}
