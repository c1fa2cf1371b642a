import type { SyncView } from "../bridge/types";
import { IconButton, PauseIcon, PlayIcon, Progress, RefreshIcon } from "../design";
import { useFormat, useNow } from "../format";
import { Message, useMessages } from "../messages";
import { useSync, useSyncControl } from "../queries";
import { useNotices } from "./notices";
import { type Standing, standing, useIsWorthShowing } from "./standing";

/** What sync does and how old the data is, always in sight. */
export function SyncState() {
  const sync = useSync().data;
  const translate = useMessages();
  const control = useSyncControl();
  const { fail } = useNotices();
  const now = sync === undefined ? "idle" : standing(sync);
  const isShown = useIsWorthShowing(now === "running", sync?.total ?? 0);
  if (sync === undefined) {
    return null;
  }
  const run = (step: "now" | "pause" | "resume") => control.mutate(step, { onError: fail });
  // A read too short to be shown changes nothing here.
  const shown = now === "running" && !isShown ? "idle" : now;
  return (
    <div className="flex min-w-0 shrink-0 items-center gap-1 text-small">
      {shown === "running" ? <Running sync={sync} /> : <AtRest standing={shown} sync={sync} />}
      {/* Spoken when reading stops, not at each order. */}
      <span className="sr-only" role="status">
        {shown !== "running" && shown !== "idle" && translate(`sync.spoken.${shown}`)}
      </span>
      {shown === "running" && (
        <IconButton kind="strip" name={translate("sync.pause")} onPress={() => run("pause")}>
          <PauseIcon />
        </IconButton>
      )}
      {shown === "paused" && (
        <IconButton kind="strip" name={translate("sync.resume")} onPress={() => run("resume")}>
          <PlayIcon />
        </IconButton>
      )}
      {(shown === "idle" || shown === "waiting" || shown === "offline") && (
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
    // As wide as a hundred thousand of a million: nothing in the header moves while numbers grow.
    <span className="flex w-[184px] flex-col gap-1">
      <span className="truncate leading-none">
        <Message
          id="sync.running"
          values={{ done: format.count(sync.done), total: format.count(sync.total) }}
        />
      </span>
      <Progress done={sync.done} name={translate("sync.progress")} total={sync.total} />
    </span>
  );
}

function AtRest({
  sync,
  standing: stands,
}: {
  readonly sync: SyncView;
  readonly standing: Standing;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow();
  const age =
    sync.lastReadAt === null
      ? translate("sync.neverRead")
      : translate("sync.age", { ago: format.ago(now - sync.lastReadAt) });
  const state = wordsOf(stands, sync.due, translate);
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

function wordsOf(
  stands: Standing,
  due: number,
  translate: ReturnType<typeof useMessages>,
): string | null {
  switch (stands) {
    case "idle":
    case "running":
      return null;
    case "paused":
      return translate("sync.paused", { due });
    case "waiting":
      return translate("sync.waiting");
    case "offline":
      return translate("sync.offline");
    case "key_refused":
    case "no_key":
      return translate("sync.stopped");
  }
}
