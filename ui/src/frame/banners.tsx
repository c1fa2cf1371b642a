import type { ReactNode } from "react";

import type { DeskView, FailureView } from "../bridge/types";
import { Button, KeyIcon, OfflineIcon, WarningIcon, wordsOf } from "../design";
import { useFormat, useNow } from "../format";
import { go } from "../location";
import { Message, useMessages } from "../messages";
import { useSync, useSyncControl } from "../queries";
import { useNotices } from "./notices";
import { standing } from "./standing";

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
      {sync?.phase === "key_refused" && (
        <Banner action={toKeys} icon={<KeyIcon />} tone="stop">
          {translate("banner.keyRefused")}
        </Banner>
      )}
      {sync?.phase === "no_key" &&
        (isKeyringProblem(sync.problem) ? (
          <Banner
            action={
              <>
                <Button
                  isPending={control.isPending}
                  onPress={() => control.mutate("now", { onError: fail })}
                  size="small"
                >
                  {translate("action.tryAgain")}
                </Button>
                {toKeys}
              </>
            }
            icon={<KeyIcon />}
            tone="needs"
          >
            <Message id={`error.${sync.problem.code}.cause`} values={wordsOf(sync.problem)} />{" "}
            <Message id={`error.${sync.problem.code}.next`} values={wordsOf(sync.problem)} />
          </Banner>
        ) : (
          <Banner action={toKeys} icon={<KeyIcon />} tone="needs">
            {translate("banner.noKey")}
          </Banner>
        ))}
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
      {desk.clockOffBy !== null && (
        <Banner icon={<WarningIcon />} tone="needs">
          <Message id="banner.clock" values={{ span: format.span(Math.abs(desk.clockOffBy)) }} />
        </Banner>
      )}
    </>
  );
}

/** The key is there, but the keyring does not give it out: no reason to type another. */
function isKeyringProblem(problem: FailureView | null): problem is FailureView {
  return problem?.code.startsWith("keyring_") ?? false;
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
