import type { SyncView } from "../bridge/types";
import { IconButton, PauseIcon, PlayIcon, Progress, RefreshIcon } from "../design";
import { useFormat, useNow } from "../format";
import { Message, useMessages } from "../messages";
import { useSync, useSyncControl } from "../queries";
import { useNotices } from "./notices";

/** What sync does and how old the data is, always in sight. */
export function SyncState() {
  const sync = useSync().data;
  const translate = useMessages();
  const control = useSyncControl();
  const { fail } = useNotices();
  if (sync === undefined) {
    return null;
  }
  const run = (step: "now" | "pause" | "resume") => control.mutate(step, { onError: fail });
  const isBusy = sync.phase === "running";
  return (
    <div className="flex min-w-0 shrink-0 items-center gap-1 text-small">
      {isBusy ? <Running sync={sync} /> : <AtRest sync={sync} />}
      {/* Spoken at each change of what sync does, not at each order. */}
      <span className="sr-only" role="status">
        {translate(`sync.spoken.${sync.phase}`)}
      </span>
      {isBusy && (
        <IconButton kind="strip" name={translate("sync.pause")} onPress={() => run("pause")}>
          <PauseIcon />
        </IconButton>
      )}
      {sync.phase === "paused" && (
        <IconButton kind="strip" name={translate("sync.resume")} onPress={() => run("resume")}>
          <PlayIcon />
        </IconButton>
      )}
      {(sync.phase === "idle" || sync.phase === "waiting") && (
        <IconButton kind="strip" name={translate("sync.now")} onPress={() => run("now")}>
          <RefreshIcon />
        </IconButton>
      )}
    </div>
  );
}

function Running({ sync }: { readonly sync: SyncView }) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <span className="flex min-w-[120px] flex-col gap-1">
      <span className="whitespace-nowrap leading-none">
        <Message
          id="sync.running"
          values={{ done: format.count(sync.done), total: format.count(sync.total) }}
        />
      </span>
      <Progress done={sync.done} name={translate("sync.progress")} total={sync.total} />
    </span>
  );
}

function AtRest({ sync }: { readonly sync: SyncView }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow();
  const age =
    sync.lastReadAt === null
      ? translate("sync.neverRead")
      : translate("sync.age", { age: format.span(now - sync.lastReadAt) });
  const state =
    sync.phase === "paused"
      ? translate("sync.paused", { due: sync.due })
      : sync.phase === "waiting"
        ? translate("sync.waiting")
        : sync.phase === "idle"
          ? null
          : translate("sync.stopped");
  return (
    <span
      className="whitespace-nowrap"
      title={sync.lastReadAt === null ? undefined : format.exact(sync.lastReadAt)}
    >
      {state !== null && (
        <>
          <strong className="font-semibold">{state}</strong>
          <span aria-hidden="true" className="px-1.5 opacity-60">
            ·
          </span>
        </>
      )}
      {age}
    </span>
  );
}
