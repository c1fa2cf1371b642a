import { useState } from "react";
import { MenuTrigger } from "react-aria-components";

import type { ReportFormat, RunView } from "../../bridge/types";
import {
  Button,
  ChevronDownIcon,
  Dialog,
  FailureNote,
  Menu,
  MenuItem,
  Progress,
  ToneMark,
} from "../../design";
import { useFormat, useNow } from "../../format";
import { Message, useMessages } from "../../messages";
import type { RunState } from "./run";

const formats = ["pdf", "xlsx", "json"] as const satisfies readonly ReportFormat[];

/** When all was last looked through, why, and what came of it; the way to the runs before. */
export function LastRun({
  run,
  onRuns,
}: {
  readonly run: RunView | undefined;
  readonly onRuns: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(30_000);
  return run === undefined ? (
    <span className="text-ink-faint text-small">{translate("run.never")}</span>
  ) : (
    <Button className="min-w-0 shrink!" kind="quiet" onPress={onRuns} size="small">
      <span className="min-w-0 truncate" title={format.exact(run.startedAt)}>
        <Message
          id="run.last"
          values={{
            trigger: translate(`run.trigger.${run.trigger}`),
            ago: format.ago(now - (run.endedAt ?? run.startedAt)),
            reads: run.reads,
            opened: run.opened,
          }}
        />
      </span>
      <ChevronDownIcon size={12} />
    </Button>
  );
}

/** How far a run is, and how to stop it; or why it broke off. */
export function RunStrip({
  run: { progress, isStopping, failure },
  onStop,
}: {
  readonly run: RunState;
  readonly onStop: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  if (progress === null) {
    return failure === null ? null : (
      <div className="px-4 pb-3">
        <FailureNote failure={failure} />
      </div>
    );
  }
  const name = translate(`run.phase.${progress.phase}`);
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-5 gap-y-1 border-line border-y bg-canvas px-4 py-1.5">
      <span className="flex w-[320px] flex-col gap-1 text-moving">
        <span className="text-ink text-small leading-none" role="status">
          {name}
          {progress.total > 0 && (
            <>
              {" "}
              <Message
                id="run.count"
                values={{
                  done: format.count(progress.done),
                  total: format.count(progress.total),
                }}
              />
            </>
          )}
        </span>
        <Progress done={progress.done} name={name} total={progress.total} />
      </span>
      <span className="min-w-0 flex-1 text-ink-faint text-small">{translate("run.meanwhile")}</span>
      <Button isDisabled={isStopping} onPress={onStop} size="small">
        {translate(isStopping ? "check.stopping" : "check.stop")}
      </Button>
    </div>
  );
}

/** The runs that were, each with what it read and found and its report. */
export function RunsDialog({
  runs,
  isWriting,
  onReport,
  onClose,
}: {
  readonly runs: readonly RunView[];
  readonly isWriting: boolean;
  readonly onReport: (run: number, format: ReportFormat) => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  return (
    <Dialog isOpen onClose={onClose} title={translate("run.title")} wide>
      <p className="pb-3 text-ink-soft">{translate("run.what")}</p>
      {runs.length === 0 ? (
        <p className="text-ink-faint">{translate("run.never")}</p>
      ) : (
        <ol className="flex flex-col divide-y divide-line border-line border-y">
          {runs.map((run) => (
            <Run isWriting={isWriting} key={run.id} onReport={onReport} run={run} />
          ))}
        </ol>
      )}
    </Dialog>
  );
}

function Run({
  run,
  isWriting,
  onReport,
}: {
  readonly run: RunView;
  readonly isWriting: boolean;
  readonly onReport: (run: number, format: ReportFormat) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  const [isOpen, setOpen] = useState(false);
  const isWhole = run.endedAt !== null && !run.cancelled;
  const open = run.open.reduce((sum, count) => sum + count.open, 0);
  const time = format.short(run.startedAt, now);
  return (
    <li className="flex items-center gap-4 py-2.5">
      <ToneMark tone={!isWhole ? "waiting" : open === 0 ? "done" : "moving"} />
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-medium" title={format.exact(run.startedAt)}>
            <bdi>{time}</bdi>
          </span>
          <span className="text-ink-soft">
            {translate("listed.separator")}
            {run.by === null ? (
              translate(`run.trigger.${run.trigger}`)
            ) : (
              <Message id="run.by" values={{ name: run.by }} />
            )}
            {!isWhole && (
              <>
                {translate("listed.separator")}
                {translate(run.cancelled ? "run.cancelled" : "run.cutOff")}
              </>
            )}
          </span>
        </p>
        <p className="text-ink-faint text-small">
          <Message
            id="run.read"
            values={{
              reads: run.reads,
              failed: run.failedReads,
              opened: run.opened,
              closed: run.closed,
            }}
          />
        </p>
        <p className="text-ink-faint text-small">
          <Message
            id="run.explained"
            values={{ explained: run.explained, total: run.total, open }}
          />
        </p>
      </div>
      <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <Button
          aria-label={translate("run.reportOf", { time })}
          isDisabled={isWriting}
          size="small"
        >
          {translate("run.report")}
          <ChevronDownIcon size={12} />
        </Button>
        <Menu
          aria-label={translate("run.reportOf", { time })}
          onAction={(chosen) => {
            const kind = formats.find((one) => one === chosen);
            if (kind !== undefined) {
              onReport(run.id, kind);
            }
          }}
          placement="bottom end"
        >
          {formats.map((kind) => (
            <MenuItem
              aside={translate(`run.format.${kind}Why`)}
              id={kind}
              key={kind}
              words={translate(`run.format.${kind}`)}
            >
              {translate(`run.format.${kind}`)}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
    </li>
  );
}
