import type { OrderDetail } from "../../bridge/types";
import { useCopy } from "../../frame";
import { useMessages } from "../../messages";
import { HowDoWeKnow } from "./how-do-we-know";
import { Section } from "./section";

/** What the shop put along with the order. */
export function MetadataList({ detail }: { readonly detail: OrderDetail }) {
  const translate = useMessages();
  const copy = useCopy();
  if (detail.metadata.length === 0) {
    return null;
  }
  return (
    <Section
      aside={<HowDoWeKnow detail={detail} field="metadata" />}
      title={translate("detail.metadata")}
    >
      <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-1">
        {detail.metadata.map(({ path, value }) => (
          <div className="contents" key={path}>
            <dt className="min-w-24 max-w-full truncate text-ink-faint" title={path}>
              <bdi>{path}</bdi>
            </dt>
            <dd className="min-w-0">
              <button
                className="block max-w-full truncate rounded-small text-start hover:text-accent"
                onClick={() => copy(value)}
                type="button"
              >
                <span className="sr-only">{translate("action.copy")}</span> <bdi>{value}</bdi>
              </button>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
