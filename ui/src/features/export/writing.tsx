import { Button, Progress } from "../../design";
import { Message, useMessages } from "../../messages";
import type { Export } from "./run";

/** How far the file is. */
export function Writing({
  run,
  onStop,
}: {
  readonly run: Extract<Export, { stage: "writing" }>;
  readonly onStop: () => void;
}) {
  const translate = useMessages();
  const { done, total, isStopping } = run;
  return (
    <div className="flex flex-col gap-4">
      <p>
        {isStopping ? (
          translate("export.stopping")
        ) : done < total ? (
          <Message id="export.progress" values={{ done, total }} />
        ) : (
          translate("export.finishing")
        )}
      </p>
      <span className="text-accent">
        <Progress done={done} name={translate("export.title")} total={total} />
      </span>
      <p className="text-ink-faint text-small">{translate("export.closeMeanwhile")}</p>
      <div className="flex justify-end">
        <Button isDisabled={isStopping} onPress={onStop}>
          {translate("export.stop")}
        </Button>
      </div>
    </div>
  );
}
