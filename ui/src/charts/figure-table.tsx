import type { ReactNode } from "react";

/** A column of figures. */
export interface FigureColumn {
  readonly key: string;
  readonly words: string;
}

/** A line of figures, as shown and as copied: plain digits that a spreadsheet reads. */
export interface FigureRow {
  readonly key: string;
  readonly head: string;
  readonly cells: readonly { readonly shown: ReactNode; readonly plain: string }[];
  readonly plainHead: string;
}

/** The figures of a chart as a table. */
export function FigureTable({
  name,
  head,
  columns,
  rows,
}: {
  readonly name: string;
  /** The heading of the first column. */
  readonly head: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly FigureRow[];
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section aria-label={name} className="max-h-[240px] overflow-y-auto rounded-small" tabIndex={0}>
      <table className="w-full border-collapse text-small">
        <thead>
          <tr>
            {[{ key: "head", words: head }, ...columns].map((column, place) => (
              <th
                className={`sticky top-0 bg-panel py-1 font-medium text-ink-faint ${place === 0 ? "pe-3 text-start" : "ps-3 text-end"}`}
                key={column.key}
                scope="col"
              >
                {column.words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr className="border-line border-t" key={row.key}>
              <th className="py-1 pe-3 text-start font-normal" scope="row">
                <bdi>{row.head}</bdi>
              </th>
              {row.cells.map((cell, place) => (
                <td className="py-1 ps-3 text-end" key={columns[place]?.key}>
                  <bdi>{cell.shown}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The table as text with tabs, which spreadsheets take. */
export function tableText(
  head: string,
  columns: readonly FigureColumn[],
  rows: readonly FigureRow[],
): string {
  const lines = rows.map((row) => [row.plainHead, ...row.cells.map(({ plain }) => plain)]);
  return [[head, ...columns.map(({ words }) => words)], ...lines]
    .map((line) => line.join("\t"))
    .join("\n");
}
