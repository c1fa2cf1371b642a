import { PatternLines } from "@visx/pattern";

/** Strokes instead of an even surface, so that two series differ without colour. */
export function Strokes({ id, className }: { readonly id: string; readonly className: string }) {
  return (
    <defs className={className}>
      <PatternLines
        height={5}
        id={id}
        orientation={["diagonal"]}
        stroke="currentColor"
        strokeWidth={1.75}
        width={5}
      />
    </defs>
  );
}
