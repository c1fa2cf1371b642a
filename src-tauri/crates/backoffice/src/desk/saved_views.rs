//! Lists that a person keeps, and how the list is laid out.

use super::{Desk, DeskError};
use crate::clock;
use crate::saved_views::{ViewProblem, check_layout, checked};
use crate::view::{ListLayout, MetadataPath, OrderQuery, OrderTotal, SavedView, Topic, ViewDraft};

/// So many lists are counted at once.
const MOST_COUNTED: usize = 50;

impl Desk {
    /// The saved views, in the person's order.
    pub async fn saved_views(&self) -> Result<Vec<SavedView>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.saved_views().await?)
    }

    /// Keeps a new view behind the others.
    pub async fn make_view(&self, draft: ViewDraft) -> Result<SavedView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let view = open.store.make_view(checked(draft, None)?).await?;
        self.board.changed(&[Topic::Desk]);
        Ok(view)
    }

    /// Changes a view.
    pub async fn change_view(&self, id: i64, draft: ViewDraft) -> Result<SavedView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let built_in = open.store.built_in_view(id).await?;
        let draft = checked(draft, built_in)?;
        let view = open.store.change_view(id, draft).await?;
        self.board.changed(&[Topic::Desk]);
        Ok(view)
    }

    /// Moves a view before another one, or behind all.
    pub async fn move_view(
        &self,
        id: i64,
        before: Option<i64>,
    ) -> Result<Vec<SavedView>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let views = open.store.move_view(id, before).await?;
        self.board.changed(&[Topic::Desk]);
        Ok(views)
    }

    /// Takes a view away; it can be brought back.
    pub async fn remove_view(&self, id: i64) -> Result<(), DeskError> {
        let open = self.open_profile_or_fail().await?;
        open.store.remove_view(id, clock::now()).await?;
        self.board.changed(&[Topic::Desk]);
        Ok(())
    }

    /// Brings a view back to where it was.
    pub async fn restore_view(&self, id: i64) -> Result<SavedView, DeskError> {
        let open = self.open_profile_or_fail().await?;
        let view = open.store.restore_view(id).await?;
        self.board.changed(&[Topic::Desk]);
        Ok(view)
    }

    /// How many orders each query finds, in their order and at one moment; fifty at the most.
    pub async fn count_orders(
        &self,
        queries: Vec<OrderQuery>,
    ) -> Result<Vec<OrderTotal>, DeskError> {
        if queries.len() > MOST_COUNTED {
            return Err(ViewProblem::TooMany.into());
        }
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.totals(queries, clock::now()).await?)
    }

    /// How the list is laid out.
    pub async fn list_layout(&self) -> Result<ListLayout, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.list_layout().await?)
    }

    /// Remembers how it is laid out.
    pub async fn save_list_layout(&self, layout: ListLayout) -> Result<ListLayout, DeskError> {
        check_layout(&layout)?;
        let open = self.open_profile_or_fail().await?;
        let layout = open.store.save_list_layout(layout).await?;
        self.board.changed(&[Topic::Desk]);
        Ok(layout)
    }

    /// The paths that metadata of the newest orders has, the most frequent first.
    pub async fn metadata_paths(&self) -> Result<Vec<MetadataPath>, DeskError> {
        let open = self.open_profile_or_fail().await?;
        Ok(open.store.metadata_paths().await?)
    }
}
