//! `pointsctl orders note`.

use backoffice::desk::Access;
use serde_json::json;

use crate::arguments::Note;
use crate::ending::Ending;
use crate::failures::CommandFailure;
use crate::opening::Opening;
use crate::orders::resolve;
use crate::output::Output;
use crate::shapes::{NoteShape, note_in_words};

/// Writes a note on an order.
pub(crate) async fn run(
    note: Note,
    opening: Opening,
    output: Output,
) -> Result<Ending, CommandFailure> {
    opening
        .work(Access::Foreground, async |desk| {
            let uuid = resolve(desk, &note.key).await?;
            if let Some(name) = &note.author.name {
                desk.sign_as(name);
            }
            let written = desk.write_note(&uuid, &note.text).await?;
            let shape = NoteShape::from(written);
            output.result(&json!({ "uuid": uuid, "note": shape }), || {
                format!("{uuid}\n\n{}", note_in_words(&shape))
            })?;
            Ok(Ending::Good)
        })
        .await
}
