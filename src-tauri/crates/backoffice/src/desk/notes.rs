//! What people write about orders.

use super::orders::order_uuid;
use super::{Desk, DeskError};
use crate::clock;
use crate::notes::NoteText;
use crate::store::NewNote;
use crate::text::one_line;
use crate::view::{NoteView, OrderSelection, Topic};

impl Desk {
    /// Writes a note on an order, under the name of who is at the desk.
    pub async fn write_note(&self, uuid: &str, text: &str) -> Result<NoteView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let note = self.note(text)?;
        let note = open.store.write_note(order_uuid(uuid)?, note).await?;
        self.board.changed(&[Topic::Orders]);
        Ok(note)
    }

    /// Changes a note; how it read before is kept. The same text changes nothing.
    pub async fn edit_note(&self, id: i64, text: &str) -> Result<NoteView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let text = NoteText::parse(text)?;
        let note = open.store.edit_note(id, text, clock::now()).await?;
        self.board.changed(&[Topic::Orders]);
        Ok(note)
    }

    /// Takes a note away; it can be brought back.
    pub async fn remove_note(&self, id: i64) -> Result<(), DeskError> {
        let open = self.open_profile_or_fail().await?;
        open.store.remove_note(id, clock::now()).await?;
        self.board.changed(&[Topic::Orders]);
        Ok(())
    }

    /// Brings a note back.
    pub async fn restore_note(&self, id: i64) -> Result<NoteView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let note = open.store.restore_note(id).await?;
        self.board.changed(&[Topic::Orders]);
        Ok(note)
    }

    /// Writes the same note on every order that is selected at this moment; says on how many.
    pub async fn note_orders(
        &self,
        selection: OrderSelection,
        text: &str,
    ) -> Result<u64, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let note = self.note(text)?;
        let chosen = open.store.choose(selection, note.written_at).await?;
        let mut written = 0;
        for step in chosen.steps() {
            written += open.store.note_step(step, note.clone()).await?;
            self.board.changed(&[Topic::Orders]);
        }
        Ok(written)
    }

    /// From now on this name, not that of the settings, stands under notes and actions; until the
    /// desk closes. One without anything to read is no name.
    pub fn sign_as(&self, name: &str) {
        *super::locked(&self.signature) = Some(one_line(name));
    }

    /// Who is at the desk, as they said of themselves.
    pub(super) fn author(&self) -> Option<String> {
        let signature = super::locked(&self.signature).clone();
        signature
            .or_else(|| self.settings().at_desk)
            .map(|name| one_line(&name))
            .filter(|name| !name.is_empty())
    }

    fn note(&self, text: &str) -> Result<NewNote, DeskError> {
        Ok(NewNote {
            author: self.author(),
            text: NoteText::parse(text)?,
            written_at: clock::now(),
        })
    }
}
