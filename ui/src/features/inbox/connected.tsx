import { type ReactNode, useState } from "react";

import { leaveInbox } from "../../bridge";
import type { InboxView } from "../../bridge/types";
import { Button, Dialog, FailureNote, Note, ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useInboxChanged } from "./answers";

/** How an inbox stands, and the way out of it. */
export function Connected({
  inbox,
  address,
}: {
  readonly inbox: InboxView;
  readonly address: string;
}) {
  const translate = useMessages();
  const { say, fail } = useNotices();
  const [isLeaving, setLeaving] = useState(false);
  const [isSending, setSending] = useState(false);
  const changed = useInboxChanged();
  const format = useFormat();
  const now = useNow();

  const leave = async () => {
    setSending(true);
    try {
      changed(await leaveInbox());
      say(translate("inbox.disconnected"));
    } catch (failure) {
      fail(failure);
    } finally {
      setSending(false);
      setLeaving(false);
    }
  };

  const isListening = inbox.failure === null && inbox.readAt !== null;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="flex min-w-0 items-center gap-2">
          <ToneMark tone={inbox.failure !== null ? "needs" : isListening ? "done" : "moving"} />
          <span>
            {translate(
              inbox.failure !== null
                ? "inbox.away"
                : isListening
                  ? "inbox.listening"
                  : "inbox.asking",
            )}
          </span>
          <bdi className="selectable min-w-0 truncate text-ink-faint" dir="ltr">
            {address}
          </bdi>
        </p>
        <Button onPress={() => setLeaving(true)}>{translate("inbox.leave")}</Button>
      </div>
      {inbox.failure !== null && <FailureNote failure={inbox.failure} />}
      {inbox.isSilent && (
        <Note title={translate("inbox.silent")} tone="needs">
          <p>{translate("inbox.silentWhat")}</p>
        </Note>
      )}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
        <Fact name={translate("inbox.lastHeard")}>
          {inbox.lastHeardAt === null
            ? translate("inbox.never")
            : format.ago(now - inbox.lastHeardAt)}
        </Fact>
        <Fact name={translate("inbox.taken")}>
          {translate("inbox.events", { count: inbox.taken })}
        </Fact>
        {inbox.behind > 0 && (
          <Fact name={translate("inbox.behind")}>
            {translate("inbox.events", { count: inbox.behind })}
          </Fact>
        )}
        {inbox.leftovers > 0 && (
          <Fact name={translate("inbox.leftovers")}>
            {translate("inbox.events", { count: inbox.leftovers })}
          </Fact>
        )}
      </dl>
      <Dialog
        isOpen={isLeaving}
        onClose={() => setLeaving(false)}
        title={translate("inbox.leaveTitle")}
      >
        <p className="text-ink-soft">{translate("inbox.leaveWhat")}</p>
        <div className="flex justify-end gap-2 pt-4">
          <Button onPress={() => setLeaving(false)}>{translate("action.cancel")}</Button>
          <Button isPending={isSending} kind="primary" onPress={leave}>
            {translate("inbox.leave")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
