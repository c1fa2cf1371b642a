import { type ReactNode, useCallback, useState } from "react";

import { failureOf } from "../../bridge";
import { type Command, useCommands } from "../../commands";
import { Choices, FailureNote, focusActiveRow, isNowhere } from "../../design";
import { Beside, commandOf, useShortcut, type Walk, walkAt } from "../../frame";
import { go, type LogSide, logSides, usePlace } from "../../location";
import { isKept } from "../../made";
import { useMessages } from "../../messages";
import { useLog } from "./answers";
import { LogEmpty } from "./empty";
import { HeardFilters, SentFilters } from "./filters";
import { entryFrom, isEntry, type LogLine, orderOf } from "./lines";
import { LogList } from "./log-list";

const none: readonly LogLine[] = [];

/** What went out and what came in, newest first, with what needs a person on top. */
export function LogScreen({
  detail,
}: {
  /** The open order, which is a feature of its own. */
  readonly detail: (uuid: string, walk: Walk) => ReactNode;
}) {
  const translate = useMessages();
  const { log, order: open } = usePlace();
  const { lines: loaded, error, hasMore, more } = useLog(log);
  const lines = loaded ?? none;
  const [held, setHeld] = useState<string | null>(null);
  const active = activeOf(lines, held, open);
  const line = active === null ? undefined : lines[active];

  const activate = useCallback(
    (to: number) => {
      const chosen = lines[to];
      setHeld(chosen?.key ?? null);
      const uuid = orderOf(chosen);
      // With an order open, walking through the log walks through its orders.
      if (open !== null && uuid !== null) {
        go({ order: uuid }, "replace");
      }
    },
    [lines, open],
  );
  const onOpen = useCallback((chosen: LogLine) => {
    setHeld(chosen.key);
    const uuid = orderOf(chosen);
    // What made no order has nothing else to open; a link is found nowhere else.
    if (chosen.kind === "out" && (uuid === null || isKept(chosen.action))) {
      go({ action: chosen.action.id });
    } else if (uuid !== null) {
      go({ order: uuid });
    }
  }, []);
  const step = (by: 1 | -1) => {
    if (isNowhere()) {
      focusActiveRow();
    }
    const to = active === null ? null : entryFrom(lines, active + by, by);
    if (to !== null) {
      activate(to);
    }
  };
  useShortcut("next", () => step(1), line !== undefined);
  useShortcut("previous", () => step(-1), line !== undefined);
  useShortcut("open", () => line !== undefined && onOpen(line), open === null);
  useCommands(open === null ? decideCommands(line) : []);

  const entries = lines.filter(isEntry);
  const place = line === undefined ? 0 : entries.findIndex(({ key }) => key === line.key);
  return (
    <div className="relative flex h-full min-w-0">
      <section className="flex min-w-0 flex-1 flex-col">
        <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 px-4 py-2">
          <h1 className="me-1 font-semibold text-title">{translate("frame.log")}</h1>
          <Choices<LogSide>
            name={translate("log.side")}
            onChange={(side) => go({ log: { ...log, side } }, "replace")}
            options={logSides.map((side) => ({
              value: side,
              words: translate(`log.side.${side}`),
            }))}
            value={log.side}
          />
          {log.side === "out" ? <SentFilters log={log} /> : <HeardFilters log={log} />}
        </div>
        {error !== null && (
          <div className="px-4 pb-3">
            <FailureNote failure={failureOf(error)} />
          </div>
        )}
        {lines.length > 0 && (
          <LogList
            active={active}
            hasMore={hasMore}
            held={held}
            lines={lines}
            onActive={activate}
            onHold={() => setHeld((before) => before ?? line?.key ?? null)}
            onNearEnd={more}
            onOpen={onOpen}
            open={open}
            side={log.side}
          />
        )}
        {loaded !== undefined && lines.length === 0 && <LogEmpty log={log} />}
      </section>
      {open !== null && (
        <Beside>
          {detail(
            open,
            walkAt(
              place,
              orderOf(line) === open,
              { count: entries.length, atLeast: hasMore },
              (to) => {
                const entry = entries[to];
                if (entry !== undefined) {
                  activate(lines.indexOf(entry));
                }
              },
            ),
          )}
        </Beside>
      )}
    </div>
  );
}

/** The line that the keys act on: the one gone to, else that of the open order, else the first. */
function activeOf(
  lines: readonly LogLine[],
  held: string | null,
  open: string | null,
): number | null {
  const own = held === null ? -1 : lines.findIndex(({ key }) => key === held);
  if (own >= 0) {
    return own;
  }
  const ofOpen = open === null ? -1 : lines.findIndex((line) => orderOf(line) === open);
  return ofOpen >= 0 ? ofOpen : entryFrom(lines, 0, 1);
}

function decideCommands(line: LogLine | undefined): readonly Command[] {
  if (line?.kind !== "out" || line.action.state !== "needs_person") {
    return [];
  }
  const { id } = line.action;
  return [{ ...commandOf("decide", () => go({ action: id })), isKeyOnly: true }];
}
