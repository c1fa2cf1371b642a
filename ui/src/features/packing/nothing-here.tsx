import { Button, EmptyState, PackingIcon, TickIcon } from "../../design";
import { go, type Stage } from "../../location";
import { useMessages } from "../../messages";
import { useUnlearnt } from "./use-unlearnt";

const problems: readonly Stage[] = ["in_vain", "undecided", "refused"];

/** An empty stage: what is missing, why, and where to go. */
export function NothingHere({ stage }: { readonly stage: Stage }) {
  const translate = useMessages();
  const unlearnt = useUnlearnt();
  // Nothing is done that nobody can see.
  const isHidden = stage === "pack" && unlearnt !== null;
  const isGood = stage === "pack" || problems.includes(stage);
  return (
    <EmptyState
      action={
        stage === "pack" ? (
          <Button onPress={() => go({ screen: "orders", order: null })}>
            {translate("packing.empty.toOrders")}
          </Button>
        ) : (
          <Button onPress={() => go({ stage: "pack", order: null })}>
            {translate("packing.empty.toPack")}
          </Button>
        )
      }
      icon={isGood && !isHidden ? <TickIcon size={22} /> : <PackingIcon size={22} />}
      title={translate(isHidden ? "packing.empty.hidden.title" : `packing.empty.${stage}.title`)}
    >
      <p>{translate(isHidden ? "packing.empty.hidden.why" : `packing.empty.${stage}.why`)}</p>
    </EmptyState>
  );
}
