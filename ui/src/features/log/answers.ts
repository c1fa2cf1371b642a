import { useMemo } from "react";

import type { ActionView, ActivityQuery, HeardQuery, OrderTotal } from "../../bridge/types";
import { useNow } from "../../format";
import type { LogPlace } from "../../location";
import { type Going, useActivity, useHeard, useQueue } from "../../queries";
import { logDays } from "./days";
import { inLines, type LogLine, outLines } from "./lines";

/** Whatever needs a person, whoever asked for it and whenever. */
const needing: ActivityQuery = {
  order: "",
  kinds: [],
  states: ["needs_person"],
  askedBy: null,
  askedFrom: null,
  askedUntil: null,
};

/** What the log shows, as far as somebody has looked. */
export interface LoadedLog {
  /** Undefined until the first answer. */
  readonly lines: readonly LogLine[] | undefined;
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly more: () => void;
}

export function useLog(log: LogPlace): LoadedLog {
  const query = useActivityQuery(log);
  const needs = useActivity(needing, log.side === "out");
  const out = useActivity(query, log.side === "out");
  const needed = useNeeded(needs);
  const heard = useHeard(useHeardQuery(log), log.side === "in");
  const outgoing = useMemo(
    () =>
      out.items === undefined || needs.items === undefined
        ? undefined
        : outLines(needs.items, out.items, needed),
    [out.items, needs.items, needed],
  );
  const incoming = useMemo(
    () => (heard.items === undefined ? undefined : inLines(heard.items)),
    [heard.items],
  );
  return log.side === "in"
    ? { lines: incoming, error: heard.error, hasMore: heard.hasMore, more: heard.more }
    : {
        lines: outgoing,
        error: out.error ?? needs.error,
        hasMore: needs.hasMore || out.hasMore,
        more: needs.hasMore ? needs.more : out.more,
      };
}

/** How many need a person, as the queue counts them, where the log has not loaded them all. */
function useNeeded({ items, hasMore }: Going<ActionView>): OrderTotal | null {
  const queued = useQueue().data?.needsPerson ?? 0;
  const loaded = items?.length ?? 0;
  return useMemo(
    // A queue that was counted before these came tells less than they do.
    () => (hasMore ? { count: Math.max(queued, loaded), atLeast: queued <= loaded } : null),
    [hasMore, queued, loaded],
  );
}

/** The question of what went out; the same object as long as it asks the same. */
function useActivityQuery({ about, kinds, states, person, days }: LogPlace): ActivityQuery {
  // A stretch begins and ends with a day, so it stays the same until midnight.
  const { from, until } = logDays({ days }, useNow(60_000));
  return useMemo(
    () => ({
      order: orderAsked(about),
      kinds: [...kinds],
      states: [...states],
      askedBy: person,
      askedFrom: from,
      askedUntil: until,
    }),
    [about, kinds, states, person, from, until],
  );
}

/** The same of what came in. */
function useHeardQuery({ about, days, answers }: LogPlace): HeardQuery {
  const { from, until } = logDays({ days }, useNow(60_000));
  return useMemo(
    () => ({
      order: orderAsked(about),
      eventsOnly: !answers,
      heardFrom: from,
      heardUntil: until,
    }),
    [about, answers, from, until],
  );
}

function orderAsked(about: string): string {
  return about.trim().replace(/^#/, "");
}
