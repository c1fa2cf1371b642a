import { useId } from "react";

import { Strokes } from "./patterns";

/** What a mark of a chart stands for. */
export function ChartKey({
  entries,
}: {
  readonly entries: readonly {
    readonly words: string;
    /** The colour, as a class of the text. */
    readonly tone: string;
    /** Its shape, where it is no full column. */
    readonly shape?: "strokes" | "line";
  }[];
}) {
  const id = useId();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft text-small">
      {entries.map(({ words, tone, shape }, place) => (
        <li className="inline-flex items-center gap-1.5" key={words}>
          <svg aria-hidden="true" className={tone} focusable="false" height={12} width={12}>
            {shape === "strokes" && <Strokes className={tone} id={`${id}-${place}`} />}
            {shape === "line" ? (
              <>
                <path d="M0 6h12" stroke="currentColor" strokeWidth={1.75} />
                <circle cx={6} cy={6} fill="currentColor" r={2.5} />
              </>
            ) : (
              <rect
                fill={shape === "strokes" ? `url(#${id}-${place})` : "currentColor"}
                height={11}
                rx={2}
                stroke="currentColor"
                width={11}
                x={0.5}
                y={0.5}
              />
            )}
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}
