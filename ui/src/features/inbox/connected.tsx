import { type ReactNode, useState } from "react";

import type { InboxView } from "../../bridge/types";
import { Button, Dialog, FailureNote, Note, ToneMark } from "../../design";
import { useFormat, useNow } from "../../format";
import { useNotices } from "../../frame";
import { go } from "../../location";
import { useMessages } from "../../messages";
import { useKeepInboxHere } from "../../queries";
import { HereAddresses } from "./here-addresses";
import { HereForm } from "./here-form";
import { Leave } from "./leave";

/** How an inbox stands, where it is, and the way out of it. */
export function Connected({
  inbox,
  address,
}: {
  readonly inbox: InboxView;
  readonly address: string;
}) {
  const translate = useMessages();
  const { fail } = useNotices();
  const [asking, setAsking] = useState<"change" | "leave" | null>(null);
  const keep = useKeepInboxHere();
  const close = () => setAsking(null);
  const { here, failure } = inbox;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Standing address={address} inbox={inbox} />
        <span className="flex gap-2">
          {here !== null && (
            <Button onPress={() => setAsking("change")}>{translate("inbox.here.change")}</Button>
          )}
          <Button onPress={() => setAsking("leave")}>
            {translate(here === null ? "inbox.leave" : "inbox.here.stop")}
          </Button>
        </span>
      </div>
      {failure !== null && (
        <FailureNote
          failure={failure}
          {...(here === null
            ? {}
            : {
                actions: (
                  <Button
                    isPending={keep.isPending}
                    onPress={() => keep.mutate(here, { onError: fail })}
                    size="small"
                  >
                    {translate("action.tryAgain")}
                  </Button>
                ),
              })}
        />
      )}
      {inbox.isSilent && (
        <Note
          actions={
            <Button onPress={() => go({ webhooks: "sought" }, "replace")} size="small">
              {translate("webhooks.title")}
            </Button>
          }
          title={translate("inbox.silent")}
          tone="needs"
        >
          <p>{translate("inbox.silentWhat")}</p>
        </Note>
      )}
      {isListening(inbox) && inbox.lastHeardAt === null && here?.host !== null && (
        <Note
          actions={
            <Button onPress={() => go({ webhooks: "register" }, "replace")} size="small">
              {translate("command.registerInbox")}
            </Button>
          }
          title={translate("inbox.unheard")}
          tone="waiting"
        >
          <p>{translate("inbox.unheardWhat")}</p>
        </Note>
      )}
      {here !== null && <HereAddresses here={here} />}
      <Heard inbox={inbox} />
      {asking === "leave" && <Leave isHere={here !== null} onClose={close} />}
      {asking === "change" && here !== null && (
        <Dialog isOpen onClose={close} title={translate("inbox.here.changeTitle")} wide>
          <HereForm here={here} onCancel={close} onKept={close} />
        </Dialog>
      )}
    </>
  );
}

/** Whether it answered last. */
function isListening({ failure, readAt }: InboxView): boolean {
  return failure === null && readAt !== null;
}

/** Whether it is listened to, and where it is. */
function Standing({ inbox, address }: { readonly inbox: InboxView; readonly address: string }) {
  const translate = useMessages();
  const away = inbox.here === null ? "inbox.away" : "inbox.here.off";
  return (
    <p className="flex min-w-0 items-center gap-2">
      <ToneMark tone={inbox.failure !== null ? "needs" : isListening(inbox) ? "done" : "moving"} />
      <span>
        {translate(
          inbox.failure !== null ? away : isListening(inbox) ? "inbox.listening" : "inbox.asking",
        )}
      </span>
      {inbox.here === null ? (
        <bdi className="selectable min-w-0 truncate text-ink-faint" dir="ltr">
          {address}
        </bdi>
      ) : (
        <span className="text-ink-faint">{translate("inbox.here.where")}</span>
      )}
    </p>
  );
}

/** What was heard there. */
function Heard({ inbox }: { readonly inbox: InboxView }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow();
  return (
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
