import type { ObservationSource } from "../bridge/types";
import { Message } from "../messages";

/** Who said it, in words. */
export function SourceWords({
  source,
  event,
}: {
  readonly source: ObservationSource;
  readonly event: string | null;
}) {
  return source === "event" && event !== null ? (
    <Message
      id="source.namedEvent"
      values={{ event: <bdi className="font-mono text-[0.92em]">{event}</bdi> }}
    />
  ) : (
    <Message id={`source.${source}`} />
  );
}
