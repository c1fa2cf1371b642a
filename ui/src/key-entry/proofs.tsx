import type { Environment, Proof } from "../bridge/types";
import { ToneMark } from "../design";
import { useMessages } from "../messages";
import type { Tone } from "../points";

const tones: Readonly<Record<Proof, Tone>> = {
  private_key_accepted: "done",
  public_key_shape_only: "waiting",
  no_public_key: "waiting",
  key_in_keyring: "done",
  key_for_session: "waiting",
};

/** What a check proved, and what it did not. */
export function Proofs({
  proofs,
  environment,
}: {
  readonly proofs: readonly Proof[];
  readonly environment: Environment;
}) {
  const translate = useMessages();
  return (
    <ul className="flex flex-col gap-1.5">
      {proofs.map((proof) => (
        <li className="flex items-start gap-2" key={proof}>
          <span className="pt-[3px]">
            <ToneMark tone={tones[proof]} />
          </span>
          <span className={tones[proof] === "done" ? "" : "text-ink-soft"}>
            {proof === "private_key_accepted"
              ? translate("proof.private_key_accepted", {
                  environment: translate(`environment.${environment}`),
                })
              : translate(`proof.${proof}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
