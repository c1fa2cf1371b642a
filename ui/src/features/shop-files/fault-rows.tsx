import { useVirtualizer } from "@tanstack/react-virtual";
import { useId, useRef } from "react";

import type { RowFault } from "../../bridge/types";
import { cutAtItsEnd } from "../../design";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";

/** Pixels. */
const rowHeight = 36;
const rowsInView = 8;

/** Rows that need a look, each with what is wrong and what stands there; drawn only near the screen. */
export function FaultRows({
  faults,
  all,
}: {
  readonly faults: readonly RowFault[];
  /** How many rows of the file have one: no more than the first are told. */
  readonly all: number;
}) {
  const translate = useMessages();
  const format = useFormat();
  const heading = useId();
  const scroller = useRef<HTMLElement>(null);
  const list = useVirtualizer<HTMLElement, HTMLLIElement>({
    count: faults.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  return (
    <div className="min-w-0">
      <h3 className="pb-1.5 font-medium" id={heading}>
        {translate("faults.title")}
      </h3>
      <section
        aria-labelledby={heading}
        className="overflow-y-auto rounded-card border border-line"
        ref={scroller}
        style={{ maxBlockSize: `${rowsInView * rowHeight + rowHeight / 2}px` }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by key
        tabIndex={0}
      >
        <ul className="relative" style={{ blockSize: `${list.getTotalSize()}px` }}>
          {list.getVirtualItems().map(({ index, key, start }) => {
            const fault = faults[index];
            return fault === undefined ? null : (
              <li
                aria-posinset={index + 1}
                aria-setsize={faults.length}
                className="absolute inset-x-0 top-0 grid grid-cols-[72px_minmax(0,4fr)_minmax(0,5fr)] items-center gap-3 border-line/60 border-b px-3 text-small"
                key={key}
                style={{ blockSize: `${rowHeight}px`, transform: `translateY(${start}px)` }}
              >
                <span className="truncate text-ink-faint">
                  <Message id="faults.row" values={{ row: format.count(fault.row) }} />
                </span>
                <span className="truncate" title={translate(`rowFault.${fault.kind}`)}>
                  {translate(`rowFault.${fault.kind}`)}
                </span>
                <span className="flex min-w-0 items-baseline gap-1.5 text-ink-soft">
                  {fault.field !== null && (
                    <span className="shrink-0 text-ink-faint">
                      {translate(`shopField.${fault.field}.short`)}
                    </span>
                  )}
                  <bdi className={cutAtItsEnd} title={fault.text}>
                    {fault.text}
                  </bdi>
                </span>
              </li>
            );
          })}
        </ul>
      </section>
      {all > faults.length && (
        <p className="pt-1 text-ink-faint text-small">
          <Message id="faults.cut" values={{ shown: faults.length, all }} />
        </p>
      )}
    </div>
  );
}
