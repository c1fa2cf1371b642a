//! What a saved view and a list's layout may be: pure.

use crate::text::one_line;
use crate::view::{BuiltInView, ListLayout, ViewDraft};

const LONGEST_NAME: usize = 60;
const LONGEST_SEARCH: usize = 10_000;
const MOST_COLUMNS: usize = 24;
const LONGEST_COLUMN: usize = 200;

/// Why a view cannot be kept as it was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ViewProblem {
    /// It has no name, and the page has none for it.
    #[error("the view has no name")]
    NameMissing,
    /// The name is too long.
    #[error("the name has more than {LONGEST_NAME} characters")]
    NameTooLong,
    /// The search is too long.
    #[error("the search has more than {LONGEST_SEARCH} characters")]
    SearchTooLong,
    /// There are too many columns, or one has no name or too long a one.
    #[error("these columns cannot be shown")]
    ColumnsInvalid,
    /// More lists are to be counted than are counted at once.
    #[error("so many lists are not counted at once")]
    TooMany,
}

/// The draft as it is kept. Only a built-in view may go without a name.
pub(crate) fn checked(
    draft: ViewDraft,
    built_in: Option<BuiltInView>,
) -> Result<ViewDraft, ViewProblem> {
    let name = draft.name.as_deref().map(one_line);
    match &name {
        None if built_in.is_some() => {}
        None => return Err(ViewProblem::NameMissing),
        Some(name) if name.is_empty() => return Err(ViewProblem::NameMissing),
        Some(name) if name.chars().count() > LONGEST_NAME => return Err(ViewProblem::NameTooLong),
        Some(_) => {}
    }
    if draft.search.chars().count() > LONGEST_SEARCH {
        return Err(ViewProblem::SearchTooLong);
    }
    check_columns(&draft.columns)?;
    Ok(ViewDraft { name, ..draft })
}

/// Whether a list can be laid out so.
pub(crate) fn check_layout(layout: &ListLayout) -> Result<(), ViewProblem> {
    check_columns(&layout.columns)
}

fn check_columns(columns: &[String]) -> Result<(), ViewProblem> {
    let is_name = |column: &String| (1..=LONGEST_COLUMN).contains(&column.chars().count());
    if columns.len() <= MOST_COLUMNS && columns.iter().all(is_name) {
        Ok(())
    } else {
        Err(ViewProblem::ColumnsInvalid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{SortField, ViewIcon};

    fn draft(name: Option<&str>) -> ViewDraft {
        ViewDraft {
            name: name.map(ToOwned::to_owned),
            icon: ViewIcon::Star,
            search: "status:new".to_owned(),
            sort: SortField::Created,
            ascending: false,
            columns: vec!["number".to_owned()],
        }
    }

    #[test]
    fn only_a_built_in_view_goes_without_a_name() {
        let built_in = Some(BuiltInView::ToShip);
        assert_eq!(checked(draft(None), built_in), Ok(draft(None)));
        assert_eq!(checked(draft(None), None), Err(ViewProblem::NameMissing));
        let blank = checked(draft(Some(" \n")), built_in);
        assert_eq!(blank, Err(ViewProblem::NameMissing));
        let named = checked(draft(Some(" الرياض\n")), None);
        assert_eq!(named, Ok(draft(Some("الرياض"))));
    }

    #[test]
    fn names_searches_and_columns_have_bounds_in_characters() {
        let named = |length| checked(draft(Some(&"ش".repeat(length))), None).map(drop);
        assert_eq!(named(60), Ok(()));
        assert_eq!(named(61), Err(ViewProblem::NameTooLong));
        let searching = |length| {
            let search = "ش".repeat(length);
            let draft = ViewDraft {
                search,
                ..draft(Some("a"))
            };
            checked(draft, None).map(drop)
        };
        assert_eq!(searching(10_000), Ok(()));
        assert_eq!(searching(10_001), Err(ViewProblem::SearchTooLong));
        let laid_out = |count, length: usize| {
            let columns = vec!["ش".repeat(length); count];
            check_layout(&ListLayout { columns })
        };
        assert_eq!(laid_out(0, 0), Ok(()));
        assert_eq!(laid_out(24, 200), Ok(()));
        for (count, length) in [(25, 5), (1, 201), (1, 0)] {
            assert_eq!(laid_out(count, length), Err(ViewProblem::ColumnsInvalid));
        }
    }
}
