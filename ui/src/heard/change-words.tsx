import type { FieldChange } from "../bridge/types";
import { ArrowOnIcon } from "../design";
import { useMessages } from "../messages";
import { fieldName } from "../points";
import { FieldValue } from "./field-value";

/** What an observation changed in one field: what it was, and what it became. */
export function ChangeWords({
  change,
  isShort = false,
}: {
  readonly change: FieldChange;
  /** In one line, however long it is. */
  readonly isShort?: boolean;
}) {
  const translate = useMessages();
  return (
    // Items and metadata are long texts without a space.
    <p
      className={`text-ink-soft text-small ${isShort ? "truncate" : "line-clamp-3 wrap-anywhere"}`}
    >
      {fieldName(translate, change.field)}:{" "}
      {change.before !== null && (
        <>
          <span className="text-ink-faint">
            <FieldValue kind={change.kind} value={change.before} />
          </span>{" "}
          <ArrowOnIcon className="inline-block align-middle text-ink-faint" size={12} />
          <span className="sr-only">{translate("timeline.became")}</span>{" "}
        </>
      )}
      <span className="font-medium text-ink">
        <FieldValue kind={change.kind} value={change.after} />
      </span>
    </p>
  );
}
