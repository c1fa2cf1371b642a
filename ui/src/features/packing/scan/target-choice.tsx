import { ShippingBar } from "../../../design";
import { useMessages } from "../../../messages";
import { shippingStatuses, shippingWord } from "../../../points";

/** The statuses that can be scanned to, along the shop's path. */
export function targetsOf(licenceStep: boolean): readonly string[] {
  return shippingStatuses.filter((status) => licenceStep || status !== "license_in_progress");
}

/** The one choice before scanning: where every scanned order goes. */
export function TargetChoice({
  targets,
  chosen,
  licenceStep,
  onChoose,
}: {
  readonly targets: readonly string[];
  readonly chosen: string | null;
  readonly licenceStep: boolean;
  readonly onChoose: (target: string) => void;
}) {
  const translate = useMessages();
  return (
    <section className="flex min-h-0 min-w-0 flex-1 flex-col items-center justify-center gap-6 overflow-y-auto p-6">
      <h2 className="text-center font-semibold text-[clamp(26px,3vw,56px)] leading-tight">
        {translate("packing.scan.choose")}
      </h2>
      <ol className="grid w-full max-w-[1500px] grid-cols-[repeat(auto-fit,minmax(260px,1fr))] gap-4">
        {targets.map((target, place) => (
          <li key={target}>
            <button
              aria-current={target === chosen ? "true" : undefined}
              className={`flex min-h-[clamp(96px,16vh,220px)] w-full items-center gap-4 rounded-dialog border-2 px-6 py-4 text-start hover:bg-hover ${
                target === chosen ? "border-accent bg-accent-soft" : "border-line-strong bg-raised"
              }`}
              onClick={() => onChoose(target)}
              type="button"
            >
              <kbd
                className="grid size-12 shrink-0 place-items-center rounded-control border-2 border-line-strong font-sans font-semibold text-total text-ink-soft"
                dir="ltr"
              >
                {place + 1}
              </kbd>
              <span className="flex min-w-0 flex-1 flex-col gap-2">
                <span className="font-semibold text-[clamp(22px,2vw,38px)] leading-tight">
                  {shippingWord(translate, target)}
                </span>
                <ShippingBar licenceStep={licenceStep} status={target} />
              </span>
            </button>
          </li>
        ))}
      </ol>
      <p className="max-w-[44em] text-center text-ink-soft text-title">
        {translate("packing.scan.chooseHow")}
      </p>
    </section>
  );
}
