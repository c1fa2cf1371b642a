import type { ReactNode } from "react";

import type { VerdictKind } from "./verdict";

const disc = <circle cx="32" cy="32" fill="none" r="28" stroke="currentColor" strokeWidth="5" />;
const octagon = (
  <path
    d="M20.5 4h23L60 20.5v23L43.5 60h-23L4 43.5v-23z"
    fill="none"
    stroke="currentColor"
    strokeLinejoin="round"
    strokeWidth="5"
  />
);
const triangle = (
  <path
    d="M32 5 61 57H3z"
    fill="none"
    stroke="currentColor"
    strokeLinejoin="round"
    strokeWidth="5"
  />
);
const line = (d: string) => (
  <path
    d={d}
    fill="none"
    stroke="currentColor"
    strokeLinecap="round"
    strokeLinejoin="round"
    strokeWidth="6"
  />
);

const tick = (
  <>
    {disc}
    {line("m20 33 9 9 16-19")}
  </>
);
const twice = (
  <>
    {disc}
    {line("m14 33 8 8 13-16M34 40l1 1 14-16")}
  </>
);
const back = (
  <>
    {disc}
    {line("M21 28h17a7 7 0 0 1 0 14h-9M28 20l-8 8 8 8")}
  </>
);
const bar = (
  <>
    {octagon}
    {line("M19 32h26")}
  </>
);
const question = (
  <>
    {octagon}
    {line("M24 25a8 8 0 1 1 12 7c-3 1.800-4 3-4 6M32 47h.01")}
  </>
);
const call = (
  <>
    {triangle}
    {line("M32 25v14M32 48h.01")}
  </>
);

/** Each verdict has a shape: what is good is round, what stops is an octagon, a choice a triangle. */
const shapes: Readonly<Record<VerdictKind, ReactNode>> = {
  ready: line("M6 16V6h12M46 6h12v10M58 48v10H46M18 58H6V48M20 18v28M30 18v28M38 18v28M46 18v28"),
  done: tick,
  already: twice,
  undone: back,
  returned: back,
  several: call,
  sent: call,
  sent_unknown: call,
  undecided: call,
  not_sent: back,
  refused: bar,
  unknown: question,
  may_not: bar,
  failed: bar,
  nothing_to_undo: bar,
  undo_failed: bar,
  no_target: question,
};

/** The big shape of a verdict. */
export function VerdictMark({ kind }: { readonly kind: VerdictKind }) {
  return (
    <svg
      aria-hidden="true"
      className="size-[clamp(72px,14vh,220px)] shrink-0"
      focusable="false"
      viewBox="0 0 64 64"
    >
      {shapes[kind]}
    </svg>
  );
}
