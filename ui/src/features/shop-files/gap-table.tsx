import { useId } from "react";

import type { DayGap } from "../../bridge/types";
import { Button } from "../../design";
import { useFormat } from "../../format";
import { go } from "../../location";
import { useMessages } from "../../messages";

/** So many days are shown; older ones are told by their sum in the card. */
const shownDays = 6;

/** The days that lack something, newest first, and the one thing to do about them. */
export function GapTable({ gaps }: { readonly gaps: readonly DayGap[] }) {
  const translate = useMessages();
  const format = useFormat();
  const heading = useId();
  if (gaps.length === 0) {
    return null;
  }
  const shown = gaps.slice(0, shownDays);
  const rest = gaps.length - shown.length;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <h3 className="text-ink-soft" id={heading}>
        {translate("gaps.title")}
      </h3>
      <table aria-labelledby={heading} className="w-full border-collapse text-small">
        <thead className="text-ink-faint">
          <tr className="border-line border-b">
            <th className="py-1 text-start font-normal" scope="col">
              {translate("figures.day")}
            </th>
            <th className="py-1 text-end font-normal" scope="col">
              {translate("gaps.rows")}
            </th>
            <th className="py-1 text-end font-normal" scope="col">
              {translate("gaps.without")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ date, startsAt, rows, withoutUuid }) => (
            <tr className="border-line/60 border-b" key={date}>
              <th className="py-1 text-start font-normal" scope="row">
                <bdi>{format.date(startsAt)}</bdi>
              </th>
              <td className="py-1 text-end text-ink-soft">
                <bdi>{format.count(rows)}</bdi>
              </td>
              <td className="py-1 text-end font-medium">
                <bdi>{format.count(withoutUuid)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <p className="text-ink-faint text-small">{translate("gaps.more", { count: rest })}</p>
      )}
      <p className="text-ink-soft text-small">{translate("gaps.next")}</p>
      <span>
        <Button onPress={() => go({ screen: "review", order: null })} size="small">
          {translate("gaps.review")}
        </Button>
      </span>
    </div>
  );
}
