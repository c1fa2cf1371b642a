import type { ReactNode } from "react";

import type { DeskView } from "../bridge/types";
import { Button, KeyIcon, OfflineIcon, WarningIcon, wordsOf } from "../design";
import { useFormat, useNow } from "../format";
import { go } from "../location";
import { Message, useMessages } from "../messages";
import { useSync, useSyncControl } from "../queries";
import { useNotices } from "./notices";
import { standing } from "./standing";

/** A clock this far off makes ages wrong enough to say so. */
const clockTolerance = 120_000;

/** What stands in the way of all work, over every screen: what happened, what it means, what to do. */
export function Banners({ desk }: { readonly desk: DeskView }) {
  const sync = useSync().data;
  const stands = sync === undefined ? null : standing(sync);
  const translate = useMessages();
  const format = useFormat();
  const control = useSyncControl();
  const { fail } = useNotices();
  const now = useNow();
  const toKeys = (
    <Button onPress={() => go({ screen: "settings", order: null })} size="small">
      {translate("banner.toKeys")}
    </Button>
  );

  return (
    <>
      {desk.profileFailure !== null && (
        <Banner icon={<WarningIcon />} tone="stop">
          <Message
            id={`error.${desk.profileFailure.code}.cause`}
            values={wordsOf(desk.profileFailure)}
          />{" "}
          <Message
            id={`error.${desk.profileFailure.code}.next`}
            values={wordsOf(desk.profileFailure)}
          />
        </Banner>
      )}
      {sync?.phase === "key_refused" && (
        <Banner action={toKeys} icon={<KeyIcon />} tone="stop">
          {translate("banner.keyRefused")}
        </Banner>
      )}
      {sync?.phase === "no_key" && (
        <Banner action={toKeys} icon={<KeyIcon />} tone="needs">
          {translate("banner.noKey")}
        </Banner>
      )}
      {sync !== undefined && (stands === "waiting" || stands === "offline") && (
        <Banner
          action={
            <Button onPress={() => control.mutate("now", { onError: fail })} size="small">
              {translate("banner.tryNow")}
            </Button>
          }
          icon={stands === "offline" ? <OfflineIcon /> : <WarningIcon />}
          tone="needs"
        >
          {sync.problem === null ? (
            translate("banner.offline")
          ) : (
            <Message id={`error.${sync.problem.code}.cause`} values={wordsOf(sync.problem)} />
          )}{" "}
          {translate("banner.offlineEffect")}{" "}
          {sync.resumesAt !== null && sync.resumesAt > now && (
            <Message id="banner.triesAgain" values={{ span: format.span(sync.resumesAt - now) }} />
          )}
        </Banner>
      )}
      {desk.clockOffBy !== null && Math.abs(desk.clockOffBy) > clockTolerance && (
        <Banner icon={<WarningIcon />} tone="needs">
          <Message id="banner.clock" values={{ span: format.span(Math.abs(desk.clockOffBy)) }} />
        </Banner>
      )}
    </>
  );
}

function Banner({
  tone,
  icon,
  action,
  children,
}: {
  readonly tone: "needs" | "stop";
  readonly icon: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const colours = tone === "needs" ? "bg-needs-soft text-needs" : "bg-stop-soft text-stop";
  return (
    <div
      className={`flex min-h-10 shrink-0 items-center gap-2.5 border-line border-b px-4 py-1.5 ${colours}`}
      role="status"
    >
      {icon}
      <p className="flex-1 text-ink">{children}</p>
      {action}
    </div>
  );
}
