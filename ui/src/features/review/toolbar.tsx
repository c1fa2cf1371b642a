import type { CaseClass, CasePage } from "../../bridge/types";
import { Button, Choices, CloseIcon } from "../../design";
import { useFormat } from "../../format";
import { type CaseList, caseLists } from "../../location";
import { Message, useMessages } from "../../messages";
import { openOf } from "../../queries";

/** Which cases are shown. */
export function Toolbar({
  list,
  classes,
  summary,
  onList,
  onAllClasses,
}: {
  readonly list: CaseList;
  readonly classes: readonly CaseClass[];
  readonly summary: CasePage | undefined;
  readonly onList: (list: CaseList) => void;
  readonly onAllClasses: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const counts: Readonly<Record<CaseList, number | null>> = {
    open: summary === undefined ? null : openOf(summary),
    snoozed: summary?.snoozed ?? null,
    explained: summary?.explained ?? null,
  };
  const [only] = classes;
  return (
    <>
      <h1 className="me-1 font-semibold text-title">{translate("frame.review")}</h1>
      <Choices
        name={translate("case.lists")}
        onChange={onList}
        options={caseLists.map((value) => ({
          value,
          words: (
            <span className="flex items-center gap-1.5">
              {translate(`case.list.${value}`)}
              {counts[value] !== null && (
                <bdi className="font-normal text-ink-faint">{format.count(counts[value])}</bdi>
              )}
            </span>
          ),
        }))}
        value={list}
      />
      {only !== undefined && (
        <Button kind="quiet" onPress={onAllClasses} size="small">
          <span>
            {classes.length === 1 ? (
              <Message id="case.only" values={{ name: translate(`case.${only}.name`) }} />
            ) : (
              <Message id="case.onlyKinds" values={{ count: classes.length }} />
            )}
          </span>
          <CloseIcon size={12} />
          <span className="sr-only">{translate("case.allClasses")}</span>
        </Button>
      )}
    </>
  );
}
