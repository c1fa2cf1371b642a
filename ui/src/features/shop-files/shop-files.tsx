import { failureOf } from "../../bridge";
import { FailureNote } from "../../design";
import { useShopFiles } from "../../queries";
import { Folder } from "./folder";
import { TakenFiles } from "./taken-files";

/** The files of the open store's shop: where new ones are noticed, and which were taken over. */
export function ShopFiles() {
  const { data, error } = useShopFiles();
  return (
    <>
      {error !== null && <FailureNote failure={failureOf(error)} live={false} />}
      {data !== undefined && (
        <>
          <Folder folder={data.folder} />
          <TakenFiles files={data.files} />
        </>
      )}
    </>
  );
}
