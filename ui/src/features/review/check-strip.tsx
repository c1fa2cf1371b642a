import type { CaseView } from "../../bridge/types";
import { type Check, SpokenSummary, Summary } from "../../checks";
import { Button, FailureNote, Progress } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";

/** Under the toolbar: how far the reading of chosen cases is, and what it came to. */
export function CheckStrip({
  check,
  onCancel,
  onClear,
}: {
  readonly check: Check<CaseView>;
  readonly onCancel: () => void;
  readonly onClear: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const { run, failure } = check;
  const isEmpty = check.results.size === 0 && check.skipped === 0;
  const name = translate("case.reading");
  return (
    <>
      {failure !== null && (
        <div className="px-4 pb-3">
          <FailureNote failure={failure} />
        </div>
      )}
      {(run !== null || !isEmpty) && (
        <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-5 gap-y-1 border-line border-y bg-canvas px-4 py-1.5">
          {run !== null && (
            <span className="flex w-[180px] flex-col gap-1 text-moving">
              <span className="text-ink text-small leading-none">
                <Message
                  id="sync.running"
                  values={{ done: format.count(run.done), total: format.count(run.total) }}
                />
              </span>
              <Progress done={run.done} name={name} total={run.total} />
            </span>
          )}
          <Summary check={check} />
          <span className="flex-1" />
          {run === null ? (
            <Button kind="quiet" onPress={onClear} size="small">
              {translate("case.clearChecks")}
            </Button>
          ) : (
            <Button isDisabled={run.isCancelled} onPress={onCancel} size="small">
              {translate(run.isCancelled ? "check.stopping" : "check.stop")}
            </Button>
          )}
        </div>
      )}
      <SpokenSummary check={check} meanwhile={name} />
    </>
  );
}
