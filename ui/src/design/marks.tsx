import type { Tone } from "../points";

/** The colour of a tone's mark. */
export const toneText: Readonly<Record<Tone, string>> = {
  waiting: "text-waiting",
  moving: "text-moving",
  done: "text-done",
  needs: "text-needs",
  stop: "text-stop",
};

/** The ground behind a note of a tone. */
export const toneGround: Readonly<Record<Tone, string>> = {
  waiting: "bg-waiting-soft",
  moving: "bg-moving-soft",
  done: "bg-done-soft",
  needs: "bg-needs-soft",
  stop: "bg-stop-soft",
};

/**
 * For a `bdi` of its own line: a text too long for its place is cut where it ends, though it is written
 * the other way than the page, and still stands where the page begins its lines.
 */
export const cutAtItsEnd = "block min-w-0 truncate [text-align:-webkit-match-parent]";

/** Each tone has a shape of its own, so that no meaning hangs on colour alone. */
export function ToneMark({ tone, size = 14 }: { tone: Tone; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      className={`shrink-0 ${toneText[tone]}`}
      focusable="false"
      height={size}
      viewBox="0 0 14 14"
      width={size}
    >
      {shapes[tone]}
    </svg>
  );
}

const shapes: Readonly<Record<Tone, React.ReactNode>> = {
  waiting: <circle cx="7" cy="7" fill="none" r="4.75" stroke="currentColor" strokeWidth="1.5" />,
  moving: (
    <>
      <circle cx="7" cy="7" fill="none" r="4.75" stroke="currentColor" strokeWidth="1.5" />
      <path d="M7 2.25a4.75 4.75 0 0 1 0 9.5z" fill="currentColor" />
    </>
  ),
  done: (
    <>
      <circle cx="7" cy="7" fill="currentColor" r="5.5" />
      <path
        d="m4.6 7.2 1.7 1.7 3.2-3.6"
        fill="none"
        stroke="var(--panel)"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="1.5"
      />
    </>
  ),
  needs: (
    <>
      <path
        d="M7 1.4 13.2 12.2H.8z"
        fill="currentColor"
        stroke="currentColor"
        strokeLinejoin="round"
        strokeWidth="1"
      />
      <path
        d="M7 5.3v3.2M7 10.4h.01"
        stroke="var(--panel)"
        strokeLinecap="round"
        strokeWidth="1.5"
      />
    </>
  ),
  stop: (
    <>
      <path
        d="M4.7 1.5h4.6l3.2 3.2v4.6l-3.2 3.2H4.7L1.5 9.3V4.7z"
        fill="none"
        stroke="currentColor"
        strokeLinejoin="round"
        strokeWidth="1.5"
      />
      <path d="M4.9 7h4.2" stroke="currentColor" strokeLinecap="round" strokeWidth="1.5" />
    </>
  ),
};
