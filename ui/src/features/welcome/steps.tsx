import { TickIcon } from "../../design";
import { useFormat } from "../../format";
import { useMessages } from "../../messages";

const steps = ["welcome.stepConnect", "welcome.stepOrders"] as const;

/** What a new store needs, and how far it is. */
export function Steps({ done }: { readonly done: number }) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <ol aria-label={translate("welcome.steps")} className="flex items-center gap-3 text-small">
      {steps.map((step, place) => {
        const isDone = place < done;
        const isPresent = place === done;
        return (
          <li
            aria-current={isPresent ? "step" : undefined}
            className={`flex items-center gap-2 not-first:before:h-px not-first:before:w-8 not-first:before:bg-line-strong ${
              isPresent ? "font-medium text-ink" : "text-ink-faint"
            }`}
            key={step}
          >
            <span
              className={`grid size-5 place-items-center rounded-full ${
                isDone
                  ? "bg-accent-soft text-accent"
                  : isPresent
                    ? "bg-accent text-on-accent"
                    : "border border-line-strong"
              }`}
            >
              {isDone ? <TickIcon size={12} /> : <bdi>{format.count(place + 1)}</bdi>}
            </span>
            {translate(step)}
          </li>
        );
      })}
    </ol>
  );
}
