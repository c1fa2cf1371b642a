import { type ReactNode, useId } from "react";

/** A part of the detail under a small heading. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="border-line border-t pt-3">
      <div className="group/known mb-1.5 flex items-center justify-between gap-3">
        <h3 className="font-medium text-ink-faint text-small" id={heading}>
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
