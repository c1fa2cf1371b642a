import type { ReactNode } from "react";

import { Summary } from "../../checks";
import { Button, CloseIcon, FailureNote, IconButton, Progress, ToneMark } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { standings, standingTone, tally } from "./standing";
import { type BulkDialog, useLastBatch, useRefresh } from "./work";

/** Under every screen: work on many orders that goes on or is over, and the way back to it. */
export function BulkStrip({ onDialog }: { readonly onDialog: (dialog: BulkDialog) => void }) {
  const translate = useMessages();
  const format = useFormat();
  const { batch, dismiss } = useLastBatch();
  const { check, cancel, clear } = useRefresh();
  const { run, failure } = check;
  const isReading = run !== null || check.results.size > 0 || check.skipped > 0 || failure !== null;
  const sum = batch === undefined ? null : tally(batch.rows);
  if (sum === null && !isReading) {
    return null;
  }
  return (
    <section
      aria-label={translate("bulk.strip.name")}
      className="appear shrink-0 border-line border-t bg-canvas"
    >
      {sum !== null && (
        <Line
          name={translate("bulk.strip.shipping")}
          onDismiss={sum.isOut ? dismiss : null}
          onShow={() => onDialog({ of: "batch" })}
          progress={sum.isOver ? null : { done: sum.settled, total: sum.total }}
        >
          <dl className="flex flex-wrap items-center gap-x-4">
            {standings
              .filter((standing) => sum.counts[standing] > 0)
              .map((standing) => (
                <div className="flex items-center gap-1.5" key={standing}>
                  <ToneMark size={12} tone={standingTone[standing]} />
                  <dt className="text-ink-soft">{translate(`bulk.standing.${standing}`)}</dt>
                  <dd className="font-semibold">
                    <bdi>{format.count(sum.counts[standing])}</bdi>
                  </dd>
                </div>
              ))}
          </dl>
        </Line>
      )}
      {failure !== null && (
        <div className="p-2">
          <FailureNote failure={failure} />
        </div>
      )}
      {isReading && (
        <Line
          name={translate("bulk.strip.reading")}
          onDismiss={run === null ? clear : null}
          onShow={() => onDialog({ of: "read" })}
          progress={run}
        >
          {run === null ? (
            <Summary check={check} />
          ) : (
            <Button isDisabled={run.isCancelled} kind="quiet" onPress={cancel} size="small">
              {translate(run.isCancelled ? "check.stopping" : "check.stop")}
            </Button>
          )}
        </Line>
      )}
    </section>
  );
}

function Line({
  name,
  progress,
  onShow,
  onDismiss,
  children,
}: {
  readonly name: string;
  /** None once it is over. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly onShow: () => void;
  /** None while it goes on. */
  readonly onDismiss: (() => void) | null;
  readonly children: ReactNode;
}) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1 text-small">
      <span className="font-medium">{name}</span>
      {progress !== null && (
        <span className="flex w-[160px] flex-col gap-1 text-moving">
          <span className="text-ink leading-none">
            <Message
              id="bulk.batch.progress"
              values={{ done: format.count(progress.done), total: format.count(progress.total) }}
            />
          </span>
          <Progress done={progress.done} name={name} total={progress.total} />
        </span>
      )}
      {children}
      <span className="flex-1" />
      <Button onPress={onShow} size="small">
        {translate("bulk.strip.show")}
      </Button>
      {onDismiss !== null && (
        <IconButton name={translate("bulk.strip.dismiss")} onPress={onDismiss}>
          <CloseIcon />
        </IconButton>
      )}
    </div>
  );
}
