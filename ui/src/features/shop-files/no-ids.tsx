import { Note } from "../../design";
import { Message, useMessages } from "../../messages";

/** No row has a uuid: what that means, and what to do about it. */
export function NoIds({
  count,
  isCut = false,
  isTaken = false,
}: {
  readonly count: number;
  /** There are more rows than these. */
  readonly isCut?: boolean;
  /** They are taken over: the columns can be chosen no longer. */
  readonly isTaken?: boolean;
}) {
  const translate = useMessages();
  return (
    <Note
      title={<Message id={isCut ? "noIds.titleCut" : "noIds.title"} values={{ count }} />}
      tone="needs"
    >
      <p>{translate("noIds.why")}</p>
      <ul className="mt-1 list-disc ps-5">
        {!isTaken && <li>{translate("noIds.column")}</li>}
        <li>{translate("noIds.export")}</li>
        <li>{translate(isTaken ? "noIds.meanwhile" : "noIds.anyway")}</li>
      </ul>
    </Note>
  );
}
