import type { FileOffer } from "../../bridge/types";
import { Button, CloseIcon, FileIcon, IconButton } from "../../design";
import { useMessages } from "../../messages";
import { OfferWords } from "./offer-words";
import { useOffers } from "./use-offers";

/** The files that wait in the watched folder, where orders are added. The first is taken over by Enter. */
export function Offers({ onLeave }: { readonly onLeave: () => void }) {
  const translate = useMessages();
  const { offers, take, dismiss } = useOffers();
  if (offers.length === 0) {
    return null;
  }
  const lead = (offer: FileOffer) => {
    onLeave();
    void take(offer);
  };
  return (
    <ul
      aria-label={translate("offer.list")}
      className="divide-y divide-accent/15 rounded-card bg-accent-soft"
    >
      {offers.map((offer, place) => (
        <li className="flex items-center gap-2.5 py-1.5 ps-3 pe-1.5" key={offer.file}>
          <FileIcon className="shrink-0 text-accent" />
          <span className="min-w-0 flex-1">
            <OfferWords offer={offer} />
          </span>
          <Button
            autoFocus={place === 0}
            {...(place === 0 ? { keys: "Enter" } : {})}
            kind={place === 0 ? "primary" : "plain"}
            onPress={() => lead(offer)}
            size="small"
          >
            {translate(offer.isRemembered ? "offer.take" : "offer.look")}
          </Button>
          <IconButton
            name={translate("offer.dismiss", { name: offer.name })}
            onPress={() => dismiss(offer)}
          >
            <CloseIcon />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
