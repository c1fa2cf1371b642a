import { useMemo, useState } from "react";

import { failureOf } from "../../bridge";
import type { BatchRow, BatchView, OrderSelection, ShippingStep } from "../../bridge/types";
import { Button, FailureNote, Note, Progress, ToneMark } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { isOpen as isUnconfirmed, reasonId, shippingWord } from "../../points";
import { useCancelBatch } from "../../queries";
import { ResultRows } from "./result-rows";
import { RowsFilter } from "./rows-filter";
import { isFailed, standingOf, standings, standingTone, stepAgain, tally } from "./standing";

/** How far a batch is, and what came of each of its orders. */
export function BatchResults({
  batch,
  onRetry,
  onOpen,
  onDecide,
  onClose,
}: {
  readonly batch: BatchView;
  readonly onRetry: (selection: OrderSelection, step: ShippingStep) => void;
  readonly onOpen: (uuid: string) => void;
  /** To where what needs a person is decided. */
  readonly onDecide: () => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const cancel = useCancelBatch();
  const [isFiltered, setFiltered] = useState(false);
  const { rows } = batch;
  const sum = useMemo(() => tally(rows), [rows]);
  const failed = useMemo(() => rows.filter(isFailed), [rows]);
  const shown = useMemo(
    () =>
      (isFiltered ? failed : rows).map((row) => ({
        uuid: row.order.uuid,
        orderNumber: row.order.orderNumber,
        words: <RowWords row={row} />,
      })),
    [isFiltered, failed, rows],
  );
  return (
    <div className="flex flex-col gap-4">
      <BatchProgress batch={batch} />
      {sum.counts.unclear > 0 && (
        <Note
          title={<Message id="bulk.batch.unclear" values={{ count: sum.counts.unclear }} />}
          tone="moving"
        />
      )}
      {sum.counts.needsYou > 0 && (
        <Note
          actions={
            <Button onPress={onDecide} size="small">
              {translate("pending.decide")}
            </Button>
          }
          title={<Message id="queue.needsYou" values={{ count: sum.counts.needsYou }} />}
          tone="needs"
        />
      )}
      <RowsFilter
        all={rows.length}
        failed={failed.length}
        isFiltered={isFiltered}
        onChange={setFiltered}
      />
      <ResultRows
        empty={translate(sum.isOver ? "bulk.rows.none" : "bulk.rows.noneYet")}
        onOpen={onOpen}
        rows={shown}
      />
      {cancel.error !== null && <FailureNote failure={failureOf(cancel.error)} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {!sum.isOut && (
          <span className="min-w-0 flex-1 basis-48 text-ink-faint text-small">
            {translate("bulk.batch.stopWhat")}
          </span>
        )}
        {!sum.isOut && (
          <Button
            isDisabled={cancel.isPending || sum.counts.waiting + sum.counts.held === 0}
            onPress={() => cancel.mutate(batch.id)}
          >
            {translate("bulk.batch.stop")}
          </Button>
        )}
        {sum.isOut && failed.length > 0 && (
          <Button
            onPress={() =>
              onRetry(
                { uuids: failed.map(({ order }) => order.uuid), matching: null, except: [] },
                stepAgain(failed),
              )
            }
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

/** How many are settled, and how: each number with its mark and word. */
function BatchProgress({ batch }: { readonly batch: BatchView }) {
  const translate = useMessages();
  const format = useFormat();
  const { counts, settled, total, isOver } = tally(batch.rows);
  return (
    <div className="flex flex-col gap-2.5">
      {isOver ? (
        <p className="font-semibold" role="status">
          {counts.confirmed === total ? (
            <Message id="bulk.batch.over" values={{ count: total }} />
          ) : (
            <Message
              id="bulk.batch.overInPart"
              values={{ confirmed: format.count(counts.confirmed), count: total }}
            />
          )}
        </p>
      ) : (
        <span className="flex flex-col gap-1.5 text-moving">
          <span className="text-ink">
            <Message
              id="bulk.batch.progress"
              values={{ done: format.count(settled), total: format.count(total) }}
            />
          </span>
          <Progress done={settled} name={translate("bulk.batch.title")} total={total} />
        </span>
      )}
      <dl className="flex flex-wrap items-center gap-x-5 gap-y-1">
        {standings
          .filter((standing) => counts[standing] > 0)
          .map((standing) => (
            <div className="flex items-center gap-1.5" key={standing}>
              <ToneMark tone={standingTone[standing]} />
              <dt className="text-ink-soft">{translate(`bulk.standing.${standing}`)}</dt>
              <dd className="font-semibold">
                <bdi>{format.count(counts[standing])}</bdi>
              </dd>
            </div>
          ))}
      </dl>
    </div>
  );
}

/** Where one order stands, and why: Points' own words, where it gave any. */
function RowWords({ row }: { readonly row: BatchRow }) {
  const translate = useMessages();
  const standing = standingOf(row);
  const reason = reasonId(row.state, row.reason);
  const why =
    row.message !== null && row.message !== "" ? (
      <q>
        <bdi>{row.message}</bdi>
      </q>
    ) : standing === "refused" ? (
      translate("refused.noWords")
    ) : reason === null ? null : (
      <Message id={reason} />
    );
  return (
    <>
      <span className="flex min-w-0 items-center gap-2">
        <ToneMark tone={standingTone[standing]} />
        <span className="flex min-w-[132px] shrink-0">
          <span
            className={isUnconfirmed(row.state) ? "pending px-1.5" : ""}
            title={row.target ?? undefined}
          >
            <bdi>{shippingWord(translate, row.target)}</bdi>
          </span>
        </span>
        <span className="truncate text-ink-soft">{translate(`bulk.standing.${standing}`)}</span>
      </span>
      {why !== null && standing !== "confirmed" && (
        <span
          className="block truncate ps-[22px] text-ink-faint text-small"
          title={row.message ?? undefined}
        >
          {why}
        </span>
      )}
    </>
  );
}
