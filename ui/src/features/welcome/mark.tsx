/** The mark of the app: money is a disc, shipping a segmented bar. As in `icons/icon.svg`. */
export function Mark() {
  return (
    <svg
      aria-hidden="true"
      className="mt-1 shrink-0 text-accent"
      focusable="false"
      height={44}
      viewBox="64 64 896 896"
      width={44}
    >
      <rect fill="currentColor" height="896" rx="204" width="896" x="64" y="64" />
      <circle cx="512" cy="410" fill="var(--panel)" r="226" />
      <path
        d="M408 416 482 490 622 336"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="60"
      />
      <g fill="var(--panel)">
        <rect height="104" rx="30" width="196" x="196" y="716" />
        <rect height="104" rx="30" width="196" x="414" y="716" />
        <rect height="104" opacity=".6" rx="30" width="196" x="632" y="716" />
      </g>
    </svg>
  );
}
