import type { ReactNode } from "react";

/** A part of the settings: its name and what it is about beside its controls. */
export function Section({
  title,
  what,
  children,
}: {
  readonly title: string;
  readonly what: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="grid grid-cols-1 gap-x-10 gap-y-4 border-line border-t py-6 first-of-type:border-t-0 beside:grid-cols-[220px_minmax(0,1fr)]">
      <div>
        <h2 className="font-semibold text-title">{title}</h2>
        <p className="mt-1 text-ink-faint text-small">{what}</p>
      </div>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </section>
  );
}

/** One setting of a few choices: its name, and the choices at the end of the line. */
export function Line({
  name,
  hint,
  children,
}: {
  readonly name: string;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-6 gap-y-1">
      <div className="min-w-0">
        <p>{name}</p>
        {hint !== undefined && <p className="text-ink-faint text-small">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
