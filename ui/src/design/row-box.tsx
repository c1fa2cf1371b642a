import { useEffect, useRef } from "react";

import { TickIcon } from "./icons";

/**
 * The box of a row, or of all rows, in the padding at their start. It fills the place around it, so
 * that a press beside the box is no miss. Plain, since a list draws dozens of them while it scrolls.
 */
export function RowBox({
  name,
  isChecked,
  isMixed = false,
  isReachable = false,
  className = "",
  onPress,
}: {
  readonly name: string;
  readonly isChecked: boolean;
  /** Some are chosen and some are not. */
  readonly isMixed?: boolean;
  /** By Tab; in a row the keys of the row do the same. */
  readonly isReachable?: boolean;
  readonly className?: string;
  readonly onPress: (keys: { readonly shiftKey: boolean }) => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) {
      box.current.indeterminate = isMixed;
    }
  }, [isMixed]);
  return (
    // A press on the box chooses the row; it must not open it as well.
    <label
      className={`absolute inset-0 grid place-items-center transition-opacity duration-[120ms] ${className}`}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={() => undefined}
    >
      <input
        aria-label={name}
        checked={isChecked}
        className="peer col-start-1 row-start-1 size-4 appearance-none rounded-small border border-control bg-panel checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent"
        onChange={({ nativeEvent }) =>
          onPress({ shiftKey: nativeEvent instanceof MouseEvent && nativeEvent.shiftKey })
        }
        ref={box}
        tabIndex={isReachable ? 0 : -1}
        type="checkbox"
      />
      <TickIcon
        className="pointer-events-none col-start-1 row-start-1 hidden text-on-accent peer-checked:block peer-indeterminate:hidden"
        size={12}
      />
      <span className="pointer-events-none col-start-1 row-start-1 hidden h-[2px] w-2 bg-on-accent peer-indeterminate:block" />
    </label>
  );
}
