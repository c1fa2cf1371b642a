import type { FailureView } from "../bridge/types";
import { Message } from "../messages";
import { FailureWords, wordsOf } from "./notes";

/** A failure beside the field that it concerns: what is wrong, what it means, what to do. */
export function FieldFault({ failure }: { readonly failure: FailureView }) {
  return (
    <>
      <Message id={`error.${failure.code}.cause`} values={wordsOf(failure)} />{" "}
      <FailureWords failure={failure} />
    </>
  );
}
