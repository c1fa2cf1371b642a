import { type ReactNode, useId, useState } from "react";

import { Button, CopyIcon, IconButton } from "../design";
import { useNotices } from "../frame";
import { useMessages } from "../messages";
import { type FigureColumn, type FigureRow, FigureTable, tableText } from "./figure-table";

/** The figures behind a chart. */
export interface Figures {
  /** The heading of the first column. */
  readonly head: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly FigureRow[];
}

/** A chart with its name and sum, and the same figures as a table behind one button. */
export function ChartCard({
  title,
  sum,
  note,
  figures,
  children,
}: {
  readonly title: string;
  /** What it comes to, or the figures of the day that is pointed at. */
  readonly sum: ReactNode;
  /** What is not in the figures, if anything. */
  readonly note?: ReactNode;
  readonly figures: Figures;
  readonly children: ReactNode;
}) {
  const translate = useMessages();
  const { say } = useNotices();
  const heading = useId();
  const [isTable, setTable] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(tableText(figures.head, figures.columns, figures.rows)).then(
      () => say(translate("figures.copied")),
      () => say(translate("notice.notCopied")),
    );
  return (
    <section
      aria-labelledby={heading}
      className="flex min-w-0 flex-col gap-3 rounded-card border border-line bg-panel px-4 pt-3 pb-4"
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 className="font-medium text-ink-soft" id={heading}>
            {title}
          </h3>
          <div className="min-h-(--leading-body)">{sum}</div>
        </div>
        {isTable && (
          <IconButton name={translate("figures.copy")} onPress={copy}>
            <CopyIcon />
          </IconButton>
        )}
        <Button
          aria-label={translate(isTable ? "figures.asChart" : "figures.asTable", { title })}
          kind="quiet"
          onPress={() => setTable(!isTable)}
          size="small"
        >
          {translate(isTable ? "figures.chart" : "figures.table")}
        </Button>
      </div>
      {isTable ? <FigureTable name={title} {...figures} /> : children}
      {note !== undefined && <p className="text-ink-faint text-small">{note}</p>}
    </section>
  );
}
