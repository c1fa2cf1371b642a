import type { Language, Paper, PrintKind } from "../../bridge/types";

/** How sheets are to be printed. */
export interface SheetChoice {
  readonly kind: PrintKind;
  readonly paper: Paper;
  readonly language: Language;
}

/** How the sheet will look: its shape, its side, and whether there is money on it. */
export function SheetSketch({ choice }: { readonly choice: SheetChoice }) {
  const isSummary = choice.kind === "summary";
  return (
    <div
      aria-hidden="true"
      className={`flex shrink-0 flex-col gap-1.5 border border-line bg-panel p-2.5 shadow-flat ${choice.paper === "a4" ? "h-[170px] w-[120px]" : "h-[120px] w-[85px]"}`}
      dir={choice.language === "ar" ? "rtl" : "ltr"}
    >
      <div className="flex items-start justify-between gap-2">
        <span className="h-2 w-8 bg-ink-soft" />
        <span className="h-3 w-7 bg-[repeating-linear-gradient(90deg,currentColor_0_1px,transparent_1px_3px)]" />
      </div>
      <span className="h-px w-full bg-line" />
      {isSummary && <span className="h-2 w-10 bg-ink-faint" />}
      {[0, 1, 2].map((line) => (
        <span className="flex items-center gap-1.5" key={line}>
          {!isSummary && <span className="size-1.5 border border-ink-faint" />}
          <span className="h-1 flex-1 bg-line" />
          {isSummary && <span className="h-1 w-3 bg-ink-faint" />}
        </span>
      ))}
    </div>
  );
}
