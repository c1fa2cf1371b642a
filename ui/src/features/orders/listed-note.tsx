import type { OrderQuery } from "../../bridge/types";
import { Button } from "../../design";
import { useFormat } from "../../format";
import { useCopy } from "../../frame";
import { go } from "../../location";
import { Message, useMessages } from "../../messages";

/** So many unknown ones are named; all of them can be copied. */
const named = 20;

/** Over a list of pasted numbers: how many are known here, which are not, and the way back. */
export function ListedNote({
  query,
  unknown,
  isAnswered,
}: {
  readonly query: OrderQuery;
  readonly unknown: readonly string[];
  /** The desk has looked for these. */
  readonly isAnswered: boolean;
}) {
  const translate = useMessages();
  const format = useFormat();
  const copy = useCopy();
  const { length: count } = query.listed;
  return (
    <section
      aria-label={translate("listed.name")}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t bg-sunken px-4 py-2 text-small"
    >
      <span className="font-medium" role="status">
        {isAnswered && (
          <Message
            id="listed.found"
            values={{ found: format.count(count - unknown.length), count: format.count(count) }}
          />
        )}
      </span>
      {unknown.length > 0 && (
        <>
          <span className="min-w-0 max-w-[50%] truncate text-ink-faint">
            <Message
              id="listed.unknown"
              values={{ numbers: unknown.slice(0, named).join(translate("listed.separator")) }}
            />
          </span>
          <Button kind="quiet" onPress={() => copy(unknown.join("\n"))} size="small">
            {translate("listed.copyUnknown")}
          </Button>
        </>
      )}
      <span className="flex-1" />
      <Button
        kind="quiet"
        onPress={() => go({ query: { ...query, listed: [] } }, "replace")}
        size="small"
      >
        {translate("listed.back")}
      </Button>
    </section>
  );
}
