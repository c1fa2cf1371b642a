import { useMemo, useState } from "react";

import { Outcome, SpokenSummary, Summary } from "../../checks";
import { Button, FailureNote, Progress } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { ResultRows } from "./result-rows";
import { RowsFilter } from "./rows-filter";
import { useRefresh } from "./work";

/** How far reading the chosen orders is, and what came of each. */
export function ReadResults({
  onOpen,
  onClose,
}: {
  readonly onOpen: (uuid: string) => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const { check, isBusy, readAgain, cancel } = useRefresh();
  const { run, results, failure } = check;
  const [isFiltered, setFiltered] = useState(false);
  const checked = useMemo(() => [...results.values()], [results]);
  const failed = useMemo(() => checked.filter(({ outcome }) => outcome === "failed"), [checked]);
  const rows = useMemo(
    () =>
      (isFiltered ? failed : checked).map((order) => ({
        uuid: order.uuid,
        words: <Outcome checked={order} orderType={null} />,
      })),
    [isFiltered, failed, checked],
  );
  return (
    <div className="flex flex-col gap-4">
      {failure !== null && <FailureNote failure={failure} />}
      {run !== null && (
        <span className="flex flex-col gap-1.5 text-moving">
          <span className="text-ink">
            <Message
              id="sync.running"
              values={{ done: format.count(run.done), total: format.count(run.total) }}
            />
          </span>
          <Progress done={run.done} name={translate("bulk.strip.reading")} total={run.total} />
        </span>
      )}
      <Summary check={check} />
      <SpokenSummary check={check} meanwhile={translate("bulk.strip.reading")} />
      <RowsFilter
        all={checked.length}
        failed={failed.length}
        isFiltered={isFiltered}
        onChange={setFiltered}
      />
      <ResultRows
        empty={translate(run === null ? "bulk.rows.none" : "bulk.rows.noneYet")}
        onOpen={onOpen}
        rows={rows}
      />
      <div className="flex flex-wrap justify-end gap-2">
        {run !== null && (
          <Button isDisabled={run.isCancelled} onPress={cancel}>
            {translate(run.isCancelled ? "check.stopping" : "check.stop")}
          </Button>
        )}
        {run === null && failed.length > 0 && (
          <Button
            isDisabled={isBusy}
            onPress={() => {
              setFiltered(false);
              readAgain(failed.map(({ uuid }) => uuid));
            }}
          >
            <Message id="bulk.retry" values={{ count: failed.length }} />
          </Button>
        )}
        <Button autoFocus kind="primary" onPress={onClose}>
          {translate("action.close")}
        </Button>
      </div>
    </div>
  );
}
