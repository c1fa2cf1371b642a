import { Button, FailureNote, RefreshIcon } from "../../design";
import { Message, useMessages } from "../../messages";
import { type Drop, isBeingRead } from "./drops";
import { Report } from "./report";

/** What came of each text and file, in their order, and the ways on. */
export function Outcomes({
  outcomes,
  onMore,
  onDone,
}: {
  readonly outcomes: readonly Drop[];
  readonly onMore: () => void;
  readonly onDone: () => void;
}) {
  const translate = useMessages();
  const isReading = outcomes.some(isBeingRead);
  return (
    <div className="flex flex-col gap-5">
      {outcomes.map((drop, place) => (
        <Outcome drop={drop} key={`${String(place)} ${drop.name}`} />
      ))}
      <div className="flex justify-end gap-2">
        <Button isDisabled={isReading} onPress={onMore}>
          {translate("report.more")}
        </Button>
        <Button isDisabled={isReading} kind="primary" onPress={onDone}>
          {translate("report.done")}
        </Button>
      </div>
    </div>
  );
}

function Outcome({ drop }: { readonly drop: Drop }) {
  if (drop.report !== null) {
    return <Report report={drop.report} />;
  }
  return drop.failure === null ? (
    <p className="flex items-center gap-2 text-ink-soft" role="status">
      <RefreshIcon className="turning shrink-0" />
      <span>
        <Message id="add.reading" values={{ name: drop.name }} />
      </span>
    </p>
  ) : (
    <FailedDrop drop={drop} />
  );
}

/** Why nothing was taken from a file, under its name. */
export function FailedDrop({ drop }: { readonly drop: Drop }) {
  return drop.failure === null ? null : (
    <div className="flex flex-col gap-1">
      <p className="text-ink-faint">
        <bdi>{drop.name}</bdi>
      </p>
      <FailureNote failure={drop.failure} />
    </div>
  );
}
