import type { ReactNode } from "react";

import type { DeskView, FailureView } from "../bridge/types";
import { Button, KeyIcon, OfflineIcon, PauseIcon, WarningIcon, wordsOf } from "../design";
import { leftUntil, useFormat, useNow } from "../format";
import { go } from "../location";
import { Message, useMessages } from "../messages";
import { isAboutKey } from "../points";
import { useQueue, useSync, useSyncControl, useTryQueueNow } from "../queries";
import { useNotices } from "./notices";
import { standing } from "./standing";

/** What stands in the way of all work, over every screen: what happened, what it means, what to do. */
export function Banners({ desk }: { readonly desk: DeskView }) {
  const sync = useSync().data;
  const stands = sync === undefined ? null : standing(sync);
  const translate = useMessages();
  const format = useFormat();
  const control = useSyncControl();
  const tryQueue = useTryQueueNow();
  const queue = useQueue().data;
  const waiting = queue?.queued ?? 0;
  const { fail } = useNotices();
  const tryNow = () => {
    control.mutate("now", { onError: fail });
    if (waiting > 0) {
      tryQueue.mutate(undefined, { onError: fail });
    }
  };
  // What stops reading stops sending too, and says so in one banner.
  const isSaid =
    stands === "waiting" || stands === "offline" || stands === "key_refused" || stands === "no_key";
  const toKeys = (
    <Button onPress={() => go({ screen: "settings", order: null })} size="small">
      {translate("banner.toKeys")}
    </Button>
  );

  return (
    <>
      {sync?.phase === "key_refused" && (
        <Banner action={toKeys} icon={<KeyIcon />} tone="stop">
          {translate("banner.keyRefused")} <Waiting count={waiting} what="queue.forKey" />
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
            {translate("banner.noKey")} <Waiting count={waiting} what="queue.forKey" />
          </Banner>
        ))}
      {sync !== undefined && (stands === "waiting" || stands === "offline") && (
        <Banner
          action={
            <Button isDisabled={tryQueue.isPending} onPress={tryNow} size="small">
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
          {waiting === 0 ? (
            translate("banner.offlineEffect")
          ) : (
            <Waiting count={waiting} what="queue.forNetwork" />
          )}{" "}
          <TriesAgain at={sync.resumesAt} />
        </Banner>
      )}
      {!isSaid && queue !== undefined && queue.stopped !== null && waiting > 0 && (
        <QueueStopped
          nextTryAt={queue.nextTryAt}
          onTryNow={tryNow}
          stopped={queue.stopped}
          toKeys={toKeys}
          waiting={waiting}
        />
      )}
      {desk.clockOffBy !== null && (
        <Banner icon={<WarningIcon />} tone="needs">
          <Message id="banner.clock" values={{ span: format.span(Math.abs(desk.clockOffBy)) }} />
        </Banner>
      )}
    </>
  );
}

/** How many changes wait for it, and that they are not lost. */
function Waiting({
  count,
  what,
}: {
  readonly count: number;
  readonly what: "queue.forKey" | "queue.forNetwork" | "queue.forPause";
}) {
  return count === 0 ? null : <Message id={what} values={{ count }} />;
}

/** When the desk tries again by itself. */
function TriesAgain({ at }: { readonly at: number | null }) {
  const format = useFormat();
  const left = leftUntil(at, useNow());
  return left === null ? null : (
    <Message id="banner.triesAgain" values={{ span: format.span(left) }} />
  );
}

/** Nothing leaves, though reading goes on: why, how many wait, and what a person can do. */
function QueueStopped({
  stopped,
  nextTryAt,
  waiting,
  toKeys,
  onTryNow,
}: {
  readonly stopped: FailureView;
  readonly nextTryAt: number | null;
  readonly waiting: number;
  readonly toKeys: ReactNode;
  readonly onTryNow: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  if (stopped.code === "throttled") {
    // Points said how long: trying sooner would only make it longer.
    return (
      <Banner icon={<PauseIcon />} tone="needs">
        {nextTryAt === null ? (
          translate("queue.paused")
        ) : (
          <Message id="queue.pausedUntil" values={{ time: format.clock(nextTryAt) }} />
        )}{" "}
        <Waiting count={waiting} what="queue.forPause" />
      </Banner>
    );
  }
  const isKey = isAboutKey(stopped.code);
  return (
    <Banner
      action={
        isKey ? (
          toKeys
        ) : (
          <Button onPress={onTryNow} size="small">
            {translate("banner.tryNow")}
          </Button>
        )
      }
      icon={isKey ? <KeyIcon /> : <OfflineIcon />}
      tone={stopped.code === "key_refused" ? "stop" : "needs"}
    >
      <Message id={`error.${stopped.code}.cause`} values={wordsOf(stopped)} />{" "}
      <Waiting count={waiting} what={isKey ? "queue.forKey" : "queue.forNetwork"} />{" "}
      {!isKey && <TriesAgain at={nextTryAt} />}
    </Banner>
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
