import { IconButton } from "./button";
import { CopyIcon } from "./icons";

/** A path or an address to be copied, whole and from left to right in every language. */
export function CopyLine({
  text,
  copy,
  onCopy,
}: {
  readonly text: string;
  /** The name of the button. */
  readonly copy: string;
  readonly onCopy: (text: string) => void;
}) {
  return (
    <div className="flex items-center gap-1 rounded-control bg-sunken py-1 ps-3 pe-1">
      <bdi className="selectable min-w-0 flex-1 break-all font-mono text-small" dir="ltr">
        {text}
      </bdi>
      <IconButton name={copy} onPress={() => onCopy(text)}>
        <CopyIcon />
      </IconButton>
    </div>
  );
}
