import { useMemo } from "react";
import { encode } from "uqr";

/** The quiet zone that scanners need around a code, in modules. */
const border = 4;

/** A text as a QR code: dark on light in every theme, as cameras expect it. */
export function Code({ text, name }: { readonly text: string; readonly name: string }) {
  const { size, path } = useMemo(() => {
    const code = encode(text, { ecc: "M", border });
    const squares = code.data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    );
    return { size: code.size, path: squares.join("") };
  }, [text]);
  return (
    <svg
      aria-label={name}
      className="size-44 shrink-0 rounded-card border border-line bg-code-paper"
      role="img"
      shapeRendering="crispEdges"
      viewBox={`0 0 ${size} ${size}`}
    >
      <path className="fill-code-ink" d={path} />
    </svg>
  );
}
